package io.sentiment.text;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * Replaces HTML's character references, by name or by number, by their characters, also where they were escaped
 * repeatedly, as browsers do.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state">HTML, section 13.2.5.72</a>
 */
final class CharacterReferences {

    /** CounterClockwiseContourIntegral. */
    private static final int LONGEST_NAME = 31;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** Those of ASCII that HTML 5 added, which Spring's table of HTML 4 does not have. */
    private static final Map<String, String> HTML_5 =
            pairs("apos ' grave ` excl ! quest ? comma , period . colon : semi ;"
                    + " num # dollar $ percnt % commat @ lpar ( rpar ) lsqb [ lbrack [ rsqb ] rbrack ] lcub { lbrace { rcub }"
                    + " rbrace } ast * plus + equals = sol / bsol \\ lowbar _ verbar | vert | Hat ^ QUOT \" AMP & LT < GT >"
                    + " Tab \u00A0 NewLine \u00A0");

    /** Browsers read these, and numbers, also without their semicolon. */
    private static final Set<String> WITHOUT_SEMICOLON = Set.of("amp", "lt", "gt", "quot");

    private CharacterReferences() {}

    /** The text with its references replaced. */
    static TracedText decode(String text) {
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

    private static Map<String, String> pairs(String namesAndCharacters) {
        String[] words = namesAndCharacters.split(" ", -1);
        Map<String, String> pairs = new HashMap<>();
        for (int index = 0; index < words.length; index += 2) {
            pairs.put(words[index], words[index + 1]);
        }
        return Map.copyOf(pairs);
    }

    static boolean isAsciiAlphanumeric(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }

    /** @param end index after it */
    private record Reference(String characters, int end) {}
}
