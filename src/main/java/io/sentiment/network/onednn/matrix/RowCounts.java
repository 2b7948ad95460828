package io.sentiment.network.onednn.matrix;

/**
 * The numbers of rows for which products are compiled: a product of fewer rows computes some that nobody reads, at most
 * a quarter of it.
 */
public final class RowCounts {

    /** Rows of the largest product; more rows become several products. */
    public static final int LARGEST = 128;

    private RowCounts() {}

    /** The smallest compiled number of rows that is at least {@code count}: 1 to 8 and then four to an octave. */
    public static int roundedUp(int count) {
        if (count <= 8) {
            return count;
        }
        int step = Integer.highestOneBit(count - 1) / 4;
        return (count + step - 1) / step * step;
    }
}
