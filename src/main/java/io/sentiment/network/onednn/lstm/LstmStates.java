package io.sentiment.network.onednn.lstm;

/**
 * What an LSTM layer remembers of each row of a batch: h and c, both [rows][hidden]. The arrays are not copied: whoever
 * holds states must not write to them.
 *
 * @param hidden h
 * @param cells c
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record LstmStates(float[][] hidden, float[][] cells) {

    /** A row of {@link #of} that begins without a memory. */
    public static final int NONE = -1;

    /** Before the first batch: there are no rows yet. */
    public static final LstmStates EMPTY = new LstmStates(new float[0][], new float[0][]);

    /**
     * The states of other rows, in another order.
     *
     * @param rows for each new row the number of one of these, or {@link #NONE} for zeros
     * @param size units of the layer
     */
    public LstmStates of(int[] rows, int size) {
        return new LstmStates(of(hidden, rows, size), of(cells, rows, size));
    }

    private static float[][] of(float[][] states, int[] rows, int size) {
        float[][] chosen = new float[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            chosen[row] = rows[row] == NONE ? new float[size] : states[rows[row]];
        }
        return chosen;
    }
}
