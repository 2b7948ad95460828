package io.sentiment.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;

/**
 * The sentences of a text, by the rules of Unicode (UAX #29) as ICU4J has them for every language; abbreviations of English
 * end none. Immutable and thread-safe.
 */
public final class Sentences {

    private static final ULocale RULES = ULocale.forLanguageTag("en-u-ss-standard");

    private Sentences() {}

    /** Where the sentences are, in their order; blanks around them are left out, and blanks alone are no sentence. */
    public static List<Place> of(String text) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(RULES);
        breaks.setText(text);
        List<Place> places = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            Place place = Place.trimmed(text, start, end);
            if (place.start() < place.end()) {
                places.add(place);
            }
            start = end;
        }
        return places;
    }

    /**
     * A part of a text, in UTF-16 units. Immutable.
     *
     * @param start index of its first
     * @param end index after its last
     */
    public record Place(int start, int end) {

        private static Place trimmed(String text, int from, int to) {
            int start = from;
            int end = to;
            while (start < end && isBlank(text.charAt(start))) {
                start++;
            }
            while (start < end && isBlank(text.charAt(end - 1))) {
                end--;
            }
            return new Place(start, end);
        }

        private static boolean isBlank(char unit) {
            return Character.isWhitespace(unit) || Character.isSpaceChar(unit);
        }

        /** The characters of it. */
        public String in(String text) {
            return text.substring(start, end);
        }
    }
}
