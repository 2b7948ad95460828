package io.sentiment.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into sentences at the boundaries of UAX #29, as it was sent: markup is no boundary, and a line break is one.
 * English abbreviations such as {@code Mr.} end none. Thread-safe.
 *
 * @see <a href="https://www.unicode.org/reports/tr29/#Sentence_Boundaries">UAX #29, Sentence Boundaries</a>
 */
public final class Sentences {

    /** The rules of every language, less the abbreviations that ICU has for English. */
    private static final ULocale RULES = ULocale.forLanguageTag("en-u-ss-standard");

    private Sentences() {}

    /** The sentences in their order, without the blanks around them; none of a text that is blank. */
    public static List<Sentence> of(String text) {
        BreakIterator iterator = BreakIterator.getSentenceInstance(RULES);
        iterator.setText(text);
        List<Sentence> sentences = new ArrayList<>();
        int counted = 0;
        int codePoints = 0;
        int from = iterator.first();
        for (int end = iterator.next(); end != BreakIterator.DONE; end = iterator.next()) {
            int start = withoutBlanksBefore(text, from, end);
            int stop = withoutBlanksAfter(text, start, end);
            if (start < stop) {
                codePoints += text.codePointCount(counted, start);
                int length = text.codePointCount(start, stop);
                sentences.add(new Sentence(text.substring(start, stop), codePoints, codePoints + length));
                counted = start;
            }
            from = end;
        }
        return sentences;
    }

    private static int withoutBlanksBefore(String text, int from, int end) {
        int start = from;
        while (start < end && isBlank(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        return start;
    }

    private static int withoutBlanksAfter(String text, int start, int end) {
        int stop = end;
        while (stop > start && isBlank(text.codePointBefore(stop))) {
            stop -= Character.charCount(text.codePointBefore(stop));
        }
        return stop;
    }

    /** Also those that no line is broken at, and the marks of a byte order and of width zero. */
    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.getType(codePoint) == Character.CONTROL
                || codePoint == 0x200B
                || codePoint == 0xFEFF;
    }

    /**
     * A sentence. Immutable.
     *
     * @param text its characters as they were sent
     * @param start index, in code points of the text, of the first of them
     * @param end index after the last
     */
    public record Sentence(String text, int start, int end) {}
}
