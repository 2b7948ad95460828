package io.sentiment.network.onednn.engine;

import io.sentiment.network.Cell;
import io.sentiment.network.Function;
import io.sentiment.network.Particulars;
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

    static CellStep of(Cell cell, Particulars particulars, int units) {
        boolean usual = particulars.hasUsualFunctions();
        return switch (cell) {
            case LSTM -> usual ? new Lstm(units) : new UnusualLstm(units, particulars.state(), particulars.gates());
            case SIMPLE_RNN -> usual ? new Simple() : new UnusualSimple(particulars.state());
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
    class Lstm implements CellStep {

        final int units;
        private final float[] gates;
        private final float[] forget;
        private final float[] output;
        private final float[] input;
        final float[][] cells;

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

    /** An LSTM with other functions than {@link Lstm}; slower. */
    final class UnusualLstm extends Lstm {

        private final Function ofState;
        private final Function ofGates;

        UnusualLstm(int units, Function ofState, Function ofGates) {
            super(units);
            this.ofState = ofState;
            this.ofGates = ofGates;
        }

        @Override
        public void advance(int row, float[] projection, float[] product, float[] state) {
            float[] cell = cells[row];
            for (int unit = 0; unit < units; unit++) {
                double newValue = ofState.of(projection[unit] + product[unit]);
                double forget = gate(unit + units, projection, product);
                double input = gate(unit + 3 * units, projection, product);
                cell[unit] = (float) (forget * cell[unit] + input * newValue);
                state[unit] = (float) (gate(unit + 2 * units, projection, product) * ofState.of(cell[unit]));
            }
        }

        /** The sums of gates come halved, and doubling is exact too. */
        private double gate(int column, float[] projection, float[] product) {
            return ofGates.of(2 * (projection[column] + product[column]));
        }
    }

    /** {@code h = tanh(x·W + h'·R + b)} (Elman 1990). */
    class Simple implements CellStep {

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

    /** A simple recurrent cell with another function than {@link Simple}; slower. */
    final class UnusualSimple extends Simple {

        private final Function function;

        UnusualSimple(Function function) {
            this.function = function;
        }

        @Override
        public void advance(int row, float[] input, float[] product, float[] state) {
            for (int unit = 0; unit < state.length; unit++) {
                state[unit] = (float) function.of(input[unit] + product[unit]);
            }
        }
    }
}
