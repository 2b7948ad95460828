package io.sentiment.text;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * A text without the HTML in which shops, forums and programming interfaces deliver it: character references are
 * replaced by their characters, also where they were escaped repeatedly, and tags and comments are dropped. What only looks
 * like HTML stays: {@code R&D}, {@code <3}, {@code a < b}. Reads a text once, in time linear in its length.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/syntax.html">HTML, section 13.1</a>
 */
final class Markup {

    /** That of {@code &CounterClockwiseContourIntegral;}. */
    private static final int LONGEST_NAME = 31;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** Attributes such as inlined pictures are longer, but hold no text. */
    private static final int LONGEST_TAG = 2_048;

    /** Those of ASCII that HTML 5 added, which Spring's table of HTML 4 does not have. */
    private static final Map<String, String> HTML_5 = Map.ofEntries(
            Map.entry("apos", "'"),
            Map.entry("grave", "`"),
            Map.entry("excl", "!"),
            Map.entry("quest", "?"),
            Map.entry("comma", ","),
            Map.entry("period", "."),
            Map.entry("colon", ":"),
            Map.entry("semi", ";"),
            Map.entry("num", "#"),
            Map.entry("dollar", "$"),
            Map.entry("percnt", "%"),
            Map.entry("commat", "@"),
            Map.entry("lpar", "("),
            Map.entry("rpar", ")"),
            Map.entry("lsqb", "["),
            Map.entry("lbrack", "["),
            Map.entry("rsqb", "]"),
            Map.entry("rbrack", "]"),
            Map.entry("lcub", "{"),
            Map.entry("lbrace", "{"),
            Map.entry("rcub", "}"),
            Map.entry("rbrace", "}"),
            Map.entry("ast", "*"),
            Map.entry("plus", "+"),
            Map.entry("equals", "="),
            Map.entry("sol", "/"),
            Map.entry("bsol", "\\"),
            Map.entry("lowbar", "_"),
            Map.entry("verbar", "|"),
            Map.entry("vert", "|"),
            Map.entry("Hat", "^"),
            Map.entry("Tab", "\t"),
            Map.entry("NewLine", "\n"),
            Map.entry("QUOT", "\""),
            Map.entry("AMP", "&"),
            Map.entry("LT", "<"),
            Map.entry("GT", ">"));

    /** Browsers read these, and numbers, also without their semicolon. */
    private static final Set<String> WITHOUT_SEMICOLON = Set.of("amp", "lt", "gt", "quot");

    /** Elements that stand within a word or sentence; any other one ends the word before it. */
    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
            "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
            "time", "tt", "u", "var", "wbr");

    private static final Set<String> OTHER_ELEMENTS = Set.of(
            "address",
            "area",
            "article",
            "aside",
            "audio",
            "base",
            "blockquote",
            "body",
            "br",
            "button",
            "canvas",
            "caption",
            "center",
            "col",
            "colgroup",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
            "dl",
            "dt",
            "embed",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "frame",
            "frameset",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "hr",
            "html",
            "iframe",
            "img",
            "input",
            "legend",
            "li",
            "link",
            "main",
            "map",
            "menu",
            "meta",
            "nav",
            "noscript",
            "object",
            "ol",
            "optgroup",
            "option",
            "p",
            "param",
            "picture",
            "pre",
            "progress",
            "section",
            "select",
            "source",
            "summary",
            "svg",
            "table",
            "tbody",
            "td",
            "template",
            "textarea",
            "tfoot",
            "th",
            "thead",
            "title",
            "tr",
            "track",
            "ul",
            "video");

    private static final int LONGEST_ELEMENT = "blockquote".length();

    private static final String COMMENT_START = "<!--";
    private static final String COMMENT_END = "-->";

    private Markup() {}

    /** The text without its markup, or null when it has none. */
    static @Nullable TracedText without(String text) {
        if (text.indexOf('&') < 0 && text.indexOf('<') < 0) {
            return null;
        }
        TracedText decoded = decoded(text);
        return withoutTags(decoded, decoded.toString());
    }

    /** The text without its markup. */
    static String strip(String text) {
        TracedText without = without(text);
        return without == null ? text : without.toString();
    }

    private static TracedText decoded(String text) {
        TracedText decoded = new TracedText(text.length());
        int index = 0;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            Reference reference = codePoint == '&' ? reference(text, index) : null;
            if (reference == null) {
                int end = index + Character.charCount(codePoint);
                decoded.append(codePoint, index, end);
                index = end;
            } else {
                decoded.append(reference.characters(), index, reference.end());
                index = reference.end();
            }
        }
        return decoded;
    }

    /** The character reference that begins at an ampersand, or null when it is an ampersand and nothing else. */
    private static @Nullable Reference reference(String text, int start) {
        Reference reference = referenceAfterAmpersand(text, start + 1);
        // Escaped twice, or more often: "&amp;#39;".
        Reference inner = reference;
        while (inner != null && inner.characters().equals("&")) {
            reference = inner;
            inner = referenceAfterAmpersand(text, inner.end());
        }
        return inner == null ? reference : inner;
    }

    /** @param start index after the ampersand */
    private static @Nullable Reference referenceAfterAmpersand(String text, int start) {
        return text.startsWith("#", start) ? numeric(text, start + 1) : named(text, start);
    }

    private static @Nullable Reference numeric(String text, int start) {
        boolean hexadecimal = text.startsWith("x", start) || text.startsWith("X", start);
        int digits = hexadecimal ? start + 1 : start;
        int radix = hexadecimal ? 16 : 10;
        int codePoint = 0;
        int end = digits;
        while (end < text.length() && isAsciiAlphanumeric(text.charAt(end))) {
            int digit = Character.digit(text.charAt(end), radix);
            if (digit < 0) {
                break;
            }
            codePoint = Math.min(codePoint * radix + digit, Character.MAX_CODE_POINT + 1);
            end++;
        }
        if (end == digits) {
            return null;
        }
        return new Reference(character(codePoint), text.startsWith(";", end) ? end + 1 : end);
    }

    /** As browsers read a number: in Windows-1252 where Unicode has control characters. */
    private static String character(int codePoint) {
        if (codePoint >= 0x80 && codePoint < 0xA0) {
            return new String(new byte[] {(byte) codePoint}, WINDOWS_1252);
        }
        boolean isCharacter = codePoint != 0
                && codePoint <= Character.MAX_CODE_POINT
                && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
        return isCharacter ? Character.toString(codePoint) : "\uFFFD";
    }

    private static @Nullable Reference named(String text, int start) {
        int end = start;
        while (end < text.length() && end - start < LONGEST_NAME && isAsciiAlphanumeric(text.charAt(end))) {
            end++;
        }
        String name = text.substring(start, end);
        boolean closed = text.startsWith(";", end);
        if (!closed && name.startsWith("nbsp")) {
            // Words follow it without a space.
            return new Reference("\u00A0", start + "nbsp".length());
        }
        if (!closed && !WITHOUT_SEMICOLON.contains(name)) {
            return null;
        }
        String whole = "&" + name + ";";
        String characters = HTML_5.getOrDefault(name, HtmlUtils.htmlUnescape(whole));
        return characters.equals(whole) ? null : new Reference(characters, closed ? end + 1 : end);
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
                && isAsciiAlphanumeric(text.charAt(nameEnd))) {
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

    private static boolean isAsciiAlphanumeric(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }

    /** @param end index after it */
    private record Reference(String characters, int end) {}

    /** @param end index after it */
    private record Tag(int end, boolean endsWord) {}
}
