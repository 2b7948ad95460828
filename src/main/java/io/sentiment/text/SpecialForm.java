package io.sentiment.text;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of normalised text that stands for a class of strings: a web address, an e-mail address, a
 * mention or a {@link Rating}.
 *
 * <p>Addresses are scanned by hand, since a regular expression would backtrack over hostile input in quadratic time or overflow the
 * stack.
 *
 * @param start index of the first character
 * @param end index after the last character
 * @param token the token of the class
 */
record SpecialForm(int start, int end, String token) {

    static final String URL = "<url>";
    static final String USER = "<user>";

    /** The longest name that a mention may have; Weibo allows 30 characters, X 15. */
    private static final int MAXIMUM_NAME = 30;

    private static final String ENDS_NO_URL = ".,;:!?'\")]}*_~";

    /** The first form that lies wholly after an index, or null when there is none. */
    static @Nullable SpecialForm next(String text, int from) {
        for (int index = from; index < text.length(); index++) {
            char character = text.charAt(index);
            SpecialForm form = switch (character) {
                case 'h', 'w' -> url(text, index);
                case '@' -> user(text, from, index);
                default -> Rating.at(text, index);
            };
            if (form != null) {
                return form;
            }
        }
        return null;
    }

    private static @Nullable SpecialForm url(String text, int start) {
        int body = start + urlPrefixLength(text, start);
        if (body == start || follows(text, start)) {
            return null;
        }
        int end = body;
        while (end < text.length() && isUrlPart(text.charAt(end))) {
            end++;
        }
        while (end > body && ENDS_NO_URL.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end == body ? null : new SpecialForm(start, end, URL);
    }

    private static int urlPrefixLength(String text, int start) {
        for (String prefix : new String[] {"http://", "https://", "www."}) {
            if (text.startsWith(prefix, start)) {
                return prefix.length();
            }
        }
        return 0;
    }

    private static @Nullable SpecialForm user(String text, int from, int at) {
        int localStart = at;
        while (localStart > from && isAddressPart(text.charAt(localStart - 1))) {
            localStart--;
        }
        int domainEnd = domainEnd(text, at + 1);
        if (localStart < at && domainEnd > 0) {
            return new SpecialForm(localStart, domainEnd, USER);
        }
        int nameEnd = nameEnd(text, at + 1);
        boolean isMention = !follows(text, at) && nameEnd > at + 1 && nameEnd - at - 1 <= MAXIMUM_NAME;
        return isMention ? new SpecialForm(at, nameEnd, USER) : null;
    }

    /** The end of a host name with at least one inner dot, or 0 when none starts here. */
    private static int domainEnd(String text, int start) {
        int end = start;
        int dot = -1;
        while (end < text.length() && isHostPart(text, end, start)) {
            if (text.charAt(end) == '.') {
                dot = end;
            }
            end++;
        }
        return dot > start ? end : 0;
    }

    private static boolean isHostPart(String text, int index, int start) {
        char character = text.charAt(index);
        boolean innerDot = character == '.'
                && index > start
                && isAsciiWord(text.charAt(index - 1))
                && index + 1 < text.length()
                && isAsciiWord(text.charAt(index + 1));
        return innerDot || character == '-' || isAsciiWord(character);
    }

    private static int nameEnd(String text, int start) {
        int end = start;
        while (end < text.length() && end - start <= MAXIMUM_NAME && isNamePart(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private static boolean follows(String text, int index) {
        return index > 0 && isAsciiWord(text.charAt(index - 1));
    }

    private static boolean isNamePart(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || codePoint == '_';
    }

    private static boolean isAddressPart(char character) {
        return isAsciiWord(character) || "._%+-".indexOf(character) >= 0;
    }

    /** Chinese goes on after an address without a space, so an address ends where ASCII does. */
    private static boolean isUrlPart(char character) {
        return character > ' ' && character < 0x7F && "<>\"".indexOf(character) < 0;
    }

    private static boolean isAsciiWord(char character) {
        return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
    }
}
