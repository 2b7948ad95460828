package io.sentiment.text;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text without the HTML in which shops, forums and programming interfaces deliver it: {@link CharacterReferences} are
 * replaced by their characters, and tags and comments are dropped. What only looks
 * like HTML stays: {@code R&D}, {@code <3}, {@code a < b}. Reads a text once, in time linear in its length.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/syntax.html">HTML, section 13.1</a>
 */
final class Markup {

    /** Attributes such as inlined pictures are longer, but hold no text. */
    private static final int LONGEST_TAG = 2_048;

    /** Elements that stand within a word or sentence; any other one ends the word before it. */
    private static final Set<String> INLINE =
            words("a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q "
                    + "s samp small span strike strong sub sup time tt u var wbr");

    private static final Set<String> OTHER_ELEMENTS =
            words("address area article aside audio base blockquote body br button canvas caption center "
                    + "col colgroup dd details dialog dir div dl dt embed fieldset figcaption figure footer "
                    + "form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe img input legend li "
                    + "link main map menu meta nav noscript object ol optgroup option p param picture pre "
                    + "progress section select source summary svg table tbody td template textarea tfoot th "
                    + "thead title tr track ul video");

    private static final int LONGEST_ELEMENT = "blockquote".length();

    private static final String COMMENT_START = "<!--";
    private static final String COMMENT_END = "-->";

    private Markup() {}

    /** The text without its markup, or null when it has none. */
    static @Nullable TracedText without(String text) {
        if (text.indexOf('&') < 0 && text.indexOf('<') < 0) {
            return null;
        }
        TracedText decoded = CharacterReferences.decode(text);
        return withoutTags(decoded, decoded.toString());
    }

    /** The text without its markup. */
    static String strip(String text) {
        TracedText without = without(text);
        return without == null ? text : without.toString();
    }

    private static Set<String> words(String words) {
        return Set.of(words.split(" ", -1));
    }

    private static TracedText withoutTags(TracedText decoded, String text) {
        if (text.indexOf('<') < 0) {
            return decoded;
        }
        TracedText without = new TracedText(text.length());
        int lastCommentEnd = text.lastIndexOf(COMMENT_END);
        int index = 0;
        while (index < text.length()) {
            Tag tag = null;
            if (text.charAt(index) == '<') {
                tag = text.startsWith(COMMENT_START, index) ? comment(text, index, lastCommentEnd) : tag(text, index);
            }
            if (tag == null) {
                without.append(text.codePointAt(index), decoded.start(index), decoded.end(index));
                index += Character.charCount(text.codePointAt(index));
            } else {
                if (tag.endsWord()) {
                    without.append(' ', decoded.start(index), decoded.end(tag.end() - 1));
                }
                index = tag.end();
            }
        }
        return without;
    }

    /** @param lastEnd where the last comment ends: that none ends any more must not be searched for again and again */
    private static @Nullable Tag comment(String text, int start, int lastEnd) {
        int contentStart = start + COMMENT_START.length();
        return contentStart > lastEnd
                ? null
                : new Tag(text.indexOf(COMMENT_END, contentStart) + COMMENT_END.length(), false);
    }

    /** The tag that begins at an angle bracket, or null when the bracket begins none. */
    private static @Nullable Tag tag(String text, int start) {
        int nameStart = start + (text.startsWith("</", start) ? 2 : 1);
        int nameEnd = nameStart;
        while (nameEnd < text.length()
                && nameEnd - nameStart <= LONGEST_ELEMENT
                && CharacterReferences.isAsciiAlphanumeric(text.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = text.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT);
        boolean inline = INLINE.contains(name);
        if (!inline && !OTHER_ELEMENTS.contains(name)) {
            return null;
        }
        int end = tagEnd(text, nameEnd);
        return end < 0 ? null : new Tag(end, !inline);
    }

    /** The index after the bracket that closes a tag, or -1 when none does. */
    private static int tagEnd(String text, int nameEnd) {
        int limit = Math.min(text.length(), nameEnd + LONGEST_TAG);
        if (nameEnd == limit || ">/ \t\r\n\f".indexOf(text.charAt(nameEnd)) < 0) {
            return -1;
        }
        char quote = 0;
        for (int index = nameEnd; index < limit; index++) {
            char character = text.charAt(index);
            if (quote != 0) {
                quote = character == quote ? 0 : quote;
            } else if (character == '>') {
                return index + 1;
            } else if (character == '<') {
                return -1;
            } else if ((character == '"' || character == '\'') && text.charAt(index - 1) == '=') {
                quote = character;
            }
        }
        return -1;
    }

    /** @param end index after it */
    private record Tag(int end, boolean endsWord) {}
}
