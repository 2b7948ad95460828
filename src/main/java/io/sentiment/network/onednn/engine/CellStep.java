package io.sentiment.network.onednn.engine;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Function;
import io.sentiment.network.Particulars;
import io.sentiment.network.onednn.Activations;
import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.kernels.Kernels;
import io.sentiment.network.onednn.matrix.FloatRows;
import io.sentiment.network.onednn.matrix.RowCounts;
import io.sentiment.network.onednn.matrix.RowProducts;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a cell computes at a time step besides matrix products, for a range of its units. For one thread. Owns its memory until
 * {@link #close()}.
 */
interface CellStep extends AutoCloseable {

    /** Forgets the states of earlier texts. */
    void begin(int rows);

    /**
     * Lets a row go on from an earlier cell state.
     *
     * @param cell [hidden] of all units, or empty where the cell has a state alone
     */
    void resume(int row, float[] cell);

    /** Copies the cell state of the units of the range to where {@link #resume} would take it from. */
    void copyTo(int row, float[] cell);

    /**
     * Brings the rows that run at a step that step on.
     *
     * @param inputs of which the step is prepared
     * @param products whose latest are those with the earlier states, or null where there are no such states
     * @param states [rows, hidden] of all units, out: h of the range
     */
    void advance(SortedBatch batch, int step, StepInputs inputs, @Nullable RowProducts products, FloatRows states);

    @Override
    void close();

    /** The machine code that computes the cells of an architecture, or null where Java does. */
    static @Nullable Kernels kernels(Architecture architecture) {
        return architecture.cell() == Cell.LSTM
                        && architecture.particularsOrNone().hasUsualFunctions()
                ? Kernels.ofThisMachine()
                : null;
    }

    static CellStep of(UnitRange units, Architecture architecture) {
        Kernels kernels = kernels(architecture);
        if (kernels != null) {
            return new VectorLstm(units, kernels);
        }
        Particulars particulars = architecture.particularsOrNone();
        boolean usual = particulars.hasUsualFunctions();
        return switch (units.cell()) {
            case LSTM -> usual ? new Lstm(units) : new UnusualLstm(units, particulars.state(), particulars.gates());
            case SIMPLE_RNN -> usual ? new Simple(units) : new UnusualSimple(units, particulars.state());
        };
    }

    /**
     * The LSTM of {@link Lstm} in machine code: a pass over all that a row needs instead of several, while the input of the
     * next row comes from memory.
     */
    final class VectorLstm implements CellStep {

        private final UnitRange units;
        private final Kernels kernels;
        private final NativeBlock memory;
        private final FloatBuffer cells;

        VectorLstm(UnitRange units, Kernels kernels) {
            this.units = units;
            this.kernels = kernels;
            memory = new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, units.count()));
            cells = memory.floats();
        }

        @Override
        public void begin(int rows) {
            float[] zeros = new float[units.count()];
            for (int row = 0; row < rows; row++) {
                cells.put(row * units.count(), zeros);
            }
        }

        @Override
        public void resume(int row, float[] cell) {
            cells.put(row * units.count(), cell, units.first(), units.count());
        }

        @Override
        public void copyTo(int row, float[] cell) {
            cells.get(row * units.count(), cell, units.first(), units.count());
        }

        @Override
        public void advance(
                SortedBatch batch, int step, StepInputs inputs, @Nullable RowProducts products, FloatRows states) {
            kernels.lstm(
                    batch.running(step),
                    units.count(),
                    products == null ? null : products.sums(),
                    inputs.locate(batch, step),
                    memory.address(),
                    states.address(0, units.first()),
                    states.width());
        }

        @Override
        public void close() {
            memory.close();
        }
    }

    /** A cell that is computed in Java, row by row. */
    abstract class RowByRow implements CellStep {

        final UnitRange units;

        // One row of each, small enough to stay in the first cache.
        private final float[] input;
        private final float[] product;
        private final float[] noProduct;
        private final float[] state;

        RowByRow(UnitRange units) {
            this.units = units;
            input = new float[units.columns()];
            product = new float[units.columns()];
            noProduct = new float[units.columns()];
            state = new float[units.count()];
        }

        @Override
        public void advance(
                SortedBatch batch, int step, StepInputs inputs, @Nullable RowProducts products, FloatRows states) {
            int rows = batch.running(step);
            for (int row = 0; row < rows; row++) {
                inputs.read(batch, step, row, input);
                if (products != null) {
                    products.read(row, product);
                }
                advance(row, input, products == null ? noProduct : product, state);
                states.write(row, units.first(), state, units.count());
            }
        }

        /**
         * Brings one row a step on.
         *
         * @param input [k · units] projection of the input, with bias
         * @param product [k · units] projection of the earlier state
         * @param state [units] out: h
         */
        abstract void advance(int row, float[] input, float[] product, float[] state);

        @Override
        public void close() {
            // The memory is Java's.
        }
    }

    /**
     * {@code c = f·c' + i·g} and {@code h = o·tanh(c)} (Hochreiter and Schmidhuber 1997; Gers et al. 2000). The inputs of
     * the gates f, o and i come halved, see {@link UnitRange#columnsOf}.
     *
     * <p>The JIT compiler turns a loop into vector instructions only where every array is read from its index 0 on: of
     * loops that read {@code values[offset + index]}, a unit takes twenty times as long. Hence an array for each gate and
     * for the cells of each row.
     */
    class Lstm extends RowByRow {

        private final float[] gates;
        private final float[] forget;
        private final float[] output;
        private final float[] input;
        final float[][] cells;

        Lstm(UnitRange units) {
            super(units);
            gates = new float[units.columns()];
            forget = new float[units.count()];
            output = new float[units.count()];
            input = new float[units.count()];
            cells = new float[RowCounts.LARGEST][units.count()];
        }

        @Override
        public void begin(int rows) {
            for (int row = 0; row < rows; row++) {
                Arrays.fill(cells[row], 0);
            }
        }

        @Override
        public void resume(int row, float[] cell) {
            System.arraycopy(cell, units.first(), cells[row], 0, units.count());
        }

        @Override
        public void copyTo(int row, float[] cell) {
            System.arraycopy(cells[row], 0, cell, units.first(), units.count());
        }

        @Override
        void advance(int row, float[] projection, float[] product, float[] state) {
            Activations.tanhOfSum(projection, product, gates);
            System.arraycopy(gates, forget.length, forget, 0, forget.length);
            System.arraycopy(gates, 2 * forget.length, output, 0, forget.length);
            System.arraycopy(gates, 3 * forget.length, input, 0, forget.length);
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

        UnusualLstm(UnitRange units, Function ofState, Function ofGates) {
            super(units);
            this.ofState = ofState;
            this.ofGates = ofGates;
        }

        @Override
        void advance(int row, float[] projection, float[] product, float[] state) {
            float[] cell = cells[row];
            int count = cell.length;
            for (int unit = 0; unit < count; unit++) {
                double newValue = ofState.of(projection[unit] + product[unit]);
                double forget = gate(unit + count, projection, product);
                double input = gate(unit + 3 * count, projection, product);
                cell[unit] = (float) (forget * cell[unit] + input * newValue);
                state[unit] = (float) (gate(unit + 2 * count, projection, product) * ofState.of(cell[unit]));
            }
        }

        /** The sums of gates come halved, and doubling is exact too. */
        private double gate(int column, float[] projection, float[] product) {
            return ofGates.of(2 * (projection[column] + product[column]));
        }
    }

    /** {@code h = tanh(x·W + h'·R + b)} (Elman 1990). */
    class Simple extends RowByRow {

        Simple(UnitRange units) {
            super(units);
        }

        @Override
        public void begin(int rows) {
            // The state is all that this cell has.
        }

        @Override
        public void resume(int row, float[] cell) {
            // The state is all that this cell has.
        }

        @Override
        public void copyTo(int row, float[] cell) {
            // The state is all that this cell has.
        }

        @Override
        void advance(int row, float[] input, float[] product, float[] state) {
            Activations.tanhOfSum(input, product, state);
        }
    }

    /** A simple recurrent cell with another function than {@link Simple}; slower. */
    final class UnusualSimple extends Simple {

        private final Function function;

        UnusualSimple(UnitRange units, Function function) {
            super(units);
            this.function = function;
        }

        @Override
        void advance(int row, float[] input, float[] product, float[] state) {
            for (int unit = 0; unit < state.length; unit++) {
                state[unit] = (float) function.of(input[unit] + product[unit]);
            }
        }
    }
}
