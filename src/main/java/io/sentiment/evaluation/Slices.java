package io.sentiment.evaluation;

import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Accuracy by what the texts are like, each row in one slice of each list; slices without rows are left out. Immutable.
 *
 * @param byLength by the tokens of the whole text, shortest first
 * @param byUnknownTokens by the share of its tokens that the vocabulary does not hold, lowest first
 */
public record Slices(List<Slice> byLength, List<Slice> byUnknownTokens) {

    /** The longest text of each slice but the last, in tokens: each is twice as long as the one before. */
    private static final double[] LENGTHS = {10, 20, 40, 80, 160, 320, 640};

    /** The names of the slices by length. */
    static final List<String> LENGTH_NAMES = List.of(
            "up to 10", "11 to 20", "21 to 40", "41 to 80", "81 to 160", "161 to 320", "321 to 640", "over 640");

    /** The largest share of unknown tokens of each slice but the last. */
    private static final double[] UNKNOWN_SHARES = {0, 0.02, 0.05, 0.1, 0.2};

    private static final List<String> UNKNOWN_NAMES =
            List.of("none", "up to 2 %", "up to 5 %", "up to 10 %", "up to 20 %", "over 20 %");

    /** Copies the lists. */
    public Slices {
        byLength = List.copyOf(byLength);
        byUnknownTokens = List.copyOf(byUnknownTokens);
    }

    /**
     * Cuts predictions into slices.
     *
     * @param correct whether each text got the right label, element by element
     */
    static Slices of(List<EncodedText> texts, boolean[] correct) {
        return new Slices(
                cut(texts, correct, EncodedText::tokens, LENGTHS, LENGTH_NAMES),
                cut(texts, correct, Slices::unknownShare, UNKNOWN_SHARES, UNKNOWN_NAMES));
    }

    private static double unknownShare(EncodedText text) {
        return text.tokens() == 0 ? 0 : (double) text.unknownTokens() / text.tokens();
    }

    private static List<Slice> cut(
            List<EncodedText> texts,
            boolean[] correct,
            ToDoubleFunction<EncodedText> measure,
            double[] bounds,
            List<String> names) {
        int[] rows = new int[names.size()];
        int[] right = new int[names.size()];
        for (int row = 0; row < correct.length; row++) {
            int slice = 0;
            while (slice < bounds.length && measure.applyAsDouble(texts.get(row)) > bounds[slice]) {
                slice++;
            }
            rows[slice]++;
            right[slice] += correct[row] ? 1 : 0;
        }
        List<Slice> slices = new ArrayList<>();
        for (int slice = 0; slice < rows.length; slice++) {
            if (rows[slice] > 0) {
                slices.add(Slice.of(names.get(slice), rows[slice], right[slice]));
            }
        }
        return slices;
    }

    /**
     * Accuracy on some of the rows of a data set. Immutable.
     *
     * @param name what the rows have in common, such as {@code 11 to 20}
     * @param rows how many there are, at least 1
     * @param accuracy share of them with the right label
     * @param interval that holds the true accuracy with a confidence of 95 %
     */
    public record Slice(String name, int rows, double accuracy, Interval interval) {

        static Slice of(String name, int rows, int correct) {
            return new Slice(name, rows, (double) correct / rows, Interval.wilson(correct, rows));
        }
    }
}
