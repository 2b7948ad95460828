package io.sentiment.network.onednn.engine;

import io.sentiment.network.Cell;
import io.sentiment.network.onednn.Activations;
import io.sentiment.network.onednn.matrix.RowCounts;
import java.util.Arrays;

/** What a cell computes at a time step besides matrix products, for a range of its units. For one thread. */
interface CellStep {

    /** Forgets the states of earlier texts. */
    void begin(int rows);

    /**
     * Lets a row go on from an earlier cell state.
     *
     * @param cell [hidden] of all units, or empty where the cell has a state alone
     * @param first the first of the units of the range
     */
    void resume(int row, float[] cell, int first);

    /** Copies the cell state of the units of the range to where {@link #resume} would take it from. */
    void copyTo(int row, float[] cell, int first);

    /**
     * Brings one row a step on.
     *
     * @param input [k · units] projection of the input, with bias
     * @param product [k · units] projection of the earlier state
     * @param state [units] out: h
     */
    void advance(int row, float[] input, float[] product, float[] state);

    static CellStep of(Cell cell, int units) {
        return switch (cell) {
            case LSTM -> new Lstm(units);
            case SIMPLE_RNN -> new Simple();
        };
    }

    /**
     * {@code c = f·c' + i·g} and {@code h = o·tanh(c)} (Hochreiter and Schmidhuber 1997; Gers et al. 2000). The inputs of
     * the gates f, o and i come halved, see {@link UnitRange#columnsOf}.
     *
     * <p>The JIT compiler turns a loop into vector instructions only where every array is read from its index 0 on: of
     * loops that read {@code values[offset + index]}, a unit takes twenty times as long. Hence an array for each gate and
     * for the cells of each row.
     */
    final class Lstm implements CellStep {

        private final int units;
        private final float[] gates;
        private final float[] forget;
        private final float[] output;
        private final float[] input;
        private final float[][] cells;

        Lstm(int units) {
            this.units = units;
            gates = new float[4 * units];
            forget = new float[units];
            output = new float[units];
            input = new float[units];
            cells = new float[RowCounts.LARGEST][units];
        }

        @Override
        public void begin(int rows) {
            for (int row = 0; row < rows; row++) {
                Arrays.fill(cells[row], 0);
            }
        }

        @Override
        public void resume(int row, float[] cell, int first) {
            System.arraycopy(cell, first, cells[row], 0, units);
        }

        @Override
        public void copyTo(int row, float[] cell, int first) {
            System.arraycopy(cells[row], 0, cell, first, units);
        }

        @Override
        public void advance(int row, float[] projection, float[] product, float[] state) {
            Activations.tanhOfSum(projection, product, gates);
            System.arraycopy(gates, units, forget, 0, units);
            System.arraycopy(gates, 2 * units, output, 0, units);
            System.arraycopy(gates, 3 * units, input, 0, units);
            float[] cell = cells[row];
            update(cell, gates, forget, input);
            open(cell, output, state);
        }

        private static void update(float[] cell, float[] newValue, float[] forget, float[] input) {
            for (int unit = 0; unit < cell.length; unit++) {
                cell[unit] = (0.5f + 0.5f * forget[unit]) * cell[unit] + (0.5f + 0.5f * input[unit]) * newValue[unit];
            }
        }

        private static void open(float[] cell, float[] output, float[] state) {
            for (int unit = 0; unit < cell.length; unit++) {
                state[unit] = (0.5f + 0.5f * output[unit]) * Activations.tanh(cell[unit]);
            }
        }
    }

    /** {@code h = tanh(x·W + h'·R + b)} (Elman 1990). */
    final class Simple implements CellStep {

        @Override
        public void begin(int rows) {
            // The state is all that this cell has.
        }

        @Override
        public void resume(int row, float[] cell, int first) {
            // The state is all that this cell has.
        }

        @Override
        public void copyTo(int row, float[] cell, int first) {
            // The state is all that this cell has.
        }

        @Override
        public void advance(int row, float[] input, float[] product, float[] state) {
            Activations.tanhOfSum(input, product, state);
        }
    }
}
