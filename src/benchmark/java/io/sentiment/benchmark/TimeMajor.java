package io.sentiment.benchmark;

import io.sentiment.network.Pooling;
import io.sentiment.text.EncodedText;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Texts as a matrix of token ids [steps, batch] that is filled up with 0, and the way back to their order. */
public final class TimeMajor {

    private final int[] order;
    private final long[] lengths;
    private final int steps;
    private final long[] tokenIds;

    private TimeMajor(List<EncodedText> texts, int[] order) {
        this.order = order;
        int rows = texts.size();
        lengths = new long[rows];
        int longest = 0;
        for (int row = 0; row < rows; row++) {
            int length = texts.get(order[row]).length();
            lengths[row] = length;
            longest = Math.max(longest, length);
        }
        steps = longest;
        tokenIds = new long[steps * rows];
        for (int row = 0; row < rows; row++) {
            int[] ids = texts.get(order[row]).tokenIds();
            for (int step = 0; step < ids.length; step++) {
                tokenIds[step * rows + row] = ids[step];
            }
        }
    }

    /** In the order of the texts. */
    public static TimeMajor inOrder(List<EncodedText> texts) {
        return new TimeMajor(texts, IntStream.range(0, texts.size()).toArray());
    }

    /** The longest text first, as packed sequences need it. */
    public static TimeMajor longestFirst(List<EncodedText> texts) {
        return new TimeMajor(
                texts,
                IntStream.range(0, texts.size())
                        .boxed()
                        .sorted(Comparator.comparingInt(row -> -texts.get(row).length()))
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    /** Length of the longest text. */
    public int steps() {
        return steps;
    }

    /** Ids [steps, batch]. */
    public long[] tokenIds() {
        return tokenIds;
    }

    /** Ids [steps, batch] of each text from its last token to its first, filled up at the end like the others. */
    public long[] backwardTokenIds() {
        int rows = lengths.length;
        long[] reversed = new long[tokenIds.length];
        for (int row = 0; row < rows; row++) {
            int length = (int) lengths[row];
            for (int step = 0; step < length; step++) {
                reversed[step * rows + row] = tokenIds[(length - 1 - step) * rows + row];
            }
        }
        return reversed;
    }

    /** Keeps padding out of the mean or the maximum: factors for the one, summands for the other [steps, batch]. */
    public float[] mask(Pooling pooling) {
        return PoolingMask.of(pooling, lengths, steps);
    }

    /** Tokens of each row. */
    public long[] lengths() {
        return lengths;
    }

    /** Where the last state of each text stands among steps · batch rows. */
    public long[] lastRows() {
        long[] rows = new long[lengths.length];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = (lengths[row] - 1) * rows.length + row;
        }
        return rows;
    }

    /** Values of these rows in the order of the texts. */
    public float[] restored(float[] values) {
        float[] restored = new float[values.length];
        for (int row = 0; row < values.length; row++) {
            restored[order[row]] = values[row];
        }
        return restored;
    }
}
