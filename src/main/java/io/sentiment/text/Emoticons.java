package io.sentiment.text;

import java.util.HashSet;
import java.util.Set;

/** The emoticons that we know, in case-folded form, and where in a text they may stand. */
final class Emoticons {

    private static final int SHORTEST = 2;
    private static final String OPEN = "([{</\\|*";

    /** Mouths that are repeated for emphasis: {@code :)))} is {@code :)}. */
    private static final String REPEATED_MOUTHS = ")(dp";

    private static final Set<String> KNOWN = known();
    private static final int LONGEST =
            KNOWN.stream().mapToInt(String::length).max().orElseThrow();
    private static final boolean[] STARTS = starts();

    private Emoticons() {}

    /** The length of the emoticon that stands at an index, without the repetition of its mouth, or 0. */
    static int lengthAt(String text, int start) {
        char first = text.charAt(start);
        if (first >= STARTS.length || !STARTS[first]) {
            return 0;
        }
        for (int length = Math.min(LONGEST, text.length() - start); length >= SHORTEST; length--) {
            if (KNOWN.contains(text.substring(start, start + length)) && mayStand(text, start, start + length)) {
                return length;
            }
        }
        return 0;
    }

    /** The index after an emoticon and the repetitions of its mouth. */
    static int endWithRepetition(String text, int end) {
        char mouth = text.charAt(end - 1);
        int repeatedEnd = end;
        if (REPEATED_MOUTHS.indexOf(mouth) >= 0) {
            while (repeatedEnd < text.length() && text.charAt(repeatedEnd) == mouth) {
                repeatedEnd++;
            }
        }
        return repeatedEnd;
    }

    private static boolean mayStand(String text, int start, int end) {
        char first = text.charAt(start);
        char last = text.charAt(end - 1);
        int before = start == 0 ? ' ' : text.codePointBefore(start);
        int afterIndex = endWithRepetition(text, end);
        int after = afterIndex == text.length() ? ' ' : text.codePointAt(afterIndex);
        // Words of "note:done", "taxd" and the formula "x=d" are no faces; ideographs are written without spaces.
        boolean touchesWordBefore = (Character.isLetter(first) || first == '=') && isAlphanumeric(before);
        boolean touchesWordAfter = Character.isLetterOrDigit(last) && isAlphanumeric(after);
        // A bracket that opens in front of a word is a bracket, in "(1)" after a Chinese colon for example.
        boolean opensWord = OPEN.indexOf(last) >= 0 && Character.isLetterOrDigit(after);
        boolean isPath = last == '/' && after == '/';
        return !touchesWordBefore && !touchesWordAfter && !opensWord && !isPath;
    }

    private static boolean isAlphanumeric(int codePoint) {
        return Character.isLetterOrDigit(codePoint) && !Character.isIdeographic(codePoint);
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(Set.of(
                "<3", "</3", "xd", "x-d", "^_^", "^__^", "^^", "^.^", "^-^", "^o^", "-_-", "-__-", "-.-", "=_=", "t_t",
                "t__t", ";_;", "o_o", "o.o", "0_0", "u_u", ">_<", ">.<", ">:(", ">:)", ":,(", "._.", ":-*", "\\o/"));
        for (String eyes : new String[] {":", ";", "="}) {
            for (String nose : new String[] {"", "-", "'", "^", "o"}) {
                for (String mouth : new String[] {")", "(", "]", "[", "d", "p", "/", "\\", "|", "o"}) {
                    known.add(eyes + nose + mouth);
                }
                known.add("(" + nose + eyes);
            }
        }
        return Set.copyOf(known);
    }

    private static boolean[] starts() {
        boolean[] starts = new boolean[128];
        KNOWN.forEach(emoticon -> starts[emoticon.charAt(0)] = true);
        return starts;
    }
}
