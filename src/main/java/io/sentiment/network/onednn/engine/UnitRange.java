package io.sentiment.network.onednn.engine;

import io.sentiment.network.Cell;

/**
 * The hidden units that one thread computes.
 *
 * @param hidden all hidden units of a direction
 * @param first the first of the range
 * @param count how many
 */
record UnitRange(Cell cell, int hidden, int first, int count) {

    /** Units are shared out in blocks, so that no two threads write to a cache line, even of one byte a unit. */
    private static final int BLOCK = 64;

    /** How many threads get units at most. */
    static int parts(int hidden, int threads) {
        return Math.max(1, Math.min(threads, hidden / BLOCK));
    }

    static UnitRange of(Cell cell, int hidden, int part, int parts) {
        int first = boundary(hidden, part, parts);
        return new UnitRange(cell, hidden, first, boundary(hidden, part + 1, parts) - first);
    }

    /** Columns of the weights of the range: {@code cell.matrices() · count}. */
    int columns() {
        return cell.matrices() * count;
    }

    /**
     * The columns of the range from a matrix [rows, k·hidden], as [rows, k·count]. Those of the gates of an LSTM are
     * halved: σ(x) = (1 + tanh(x/2)) / 2, and halving is exact.
     */
    float[] columnsOf(float[] matrix) {
        int rows = matrix.length / (cell.matrices() * hidden);
        float[] columns = new float[rows * columns()];
        for (int row = 0; row < rows; row++) {
            for (int part = 0; part < cell.matrices(); part++) {
                float factor = part == 0 ? 1 : 0.5f;
                int from = (row * cell.matrices() + part) * hidden + first;
                int to = (row * cell.matrices() + part) * count;
                for (int unit = 0; unit < count; unit++) {
                    columns[to + unit] = factor * matrix[from + unit];
                }
            }
        }
        return columns;
    }

    private static int boundary(int hidden, int part, int parts) {
        return part == parts ? hidden : (int) ((long) hidden * part / parts) / BLOCK * BLOCK;
    }
}
