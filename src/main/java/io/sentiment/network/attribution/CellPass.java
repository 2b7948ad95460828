package io.sentiment.network.attribution;

import io.sentiment.network.Architecture;
import io.sentiment.network.Function;
import io.sentiment.network.Particulars;
import io.sentiment.network.onednn.Activations;

/**
 * What a cell computes besides matrix products, forwards and backwards, on several rows at once; keeps what its gradient
 * needs. Steps are counted in the order in which the direction reads. For one thread.
 *
 * <p>The sums of the gates f, o and i come halved, {@code σ(x) = (1 + tanh(x/2)) / 2}, and gradients are those of the
 * halved sums.
 */
interface CellPass {

    /**
     * Computes a step of a row.
     *
     * @param sums [k · hidden] {@code x·W + h·R + b}, which may be written to
     * @param state [hidden] out: h
     */
    void advance(int step, int row, float[] sums, float[] state);

    /**
     * Computes the gradient of a step of a row, after those of all later steps.
     *
     * @param stateGradient [hidden] of the log odds with respect to h
     * @param sumGradient [k · hidden] out: with respect to the sums
     */
    void retreat(int step, int row, float[] stateGradient, float[] sumGradient);

    static CellPass of(Architecture architecture, int steps, int rows) {
        Particulars particulars = architecture.particularsOrNone();
        int hidden = architecture.hiddenSize();
        if (particulars.hasUsualFunctions()) {
            return switch (architecture.cell()) {
                case LSTM -> new Lstm(hidden, steps, rows);
                case SIMPLE_RNN -> new Simple(steps, rows);
            };
        }
        return switch (architecture.cell()) {
            case LSTM -> new UnusualLstm(hidden, steps, rows, particulars);
            case SIMPLE_RNN -> new UnusualSimple(steps, rows, particulars.state());
        };
    }

    /** {@code c = f·c' + i·g} and {@code h = o·tanh(c)}; keeps five arrays of [hidden] for each step and row. */
    final class Lstm implements CellPass {

        private final int hidden;
        private final Kept[][] kept;
        /** [rows][hidden] with respect to c, of the step before the latest. */
        private final float[][] cellGradients;

        private final float[] zeros;
        private final float[] ofNewValue;
        private final float[] ofForget;
        private final float[] ofOutput;
        private final float[] ofInput;

        Lstm(int hidden, int steps, int rows) {
            this.hidden = hidden;
            kept = new Kept[steps][rows];
            cellGradients = new float[rows][hidden];
            zeros = new float[hidden];
            ofNewValue = new float[hidden];
            ofForget = new float[hidden];
            ofOutput = new float[hidden];
            ofInput = new float[hidden];
        }

        @Override
        public void advance(int step, int row, float[] sums, float[] state) {
            Activations.tanh(sums);
            Kept values = Kept.of(sums, hidden);
            update(values.newValue, values.forget, values.input, before(step, row), values.cell);
            open(values.output, values.cell, state);
            kept[step][row] = values;
        }

        @Override
        public void retreat(int step, int row, float[] stateGradient, float[] sumGradient) {
            Kept values = kept[step][row];
            float[] cellGradient = cellGradients[row];
            throughOutput(stateGradient, values.output, values.cell, ofOutput, cellGradient);
            throughInput(cellGradient, values.newValue, values.input, ofNewValue, ofInput);
            throughForget(cellGradient, values.forget, before(step, row), ofForget);
            System.arraycopy(ofNewValue, 0, sumGradient, 0, hidden);
            System.arraycopy(ofForget, 0, sumGradient, hidden, hidden);
            System.arraycopy(ofOutput, 0, sumGradient, 2 * hidden, hidden);
            System.arraycopy(ofInput, 0, sumGradient, 3 * hidden, hidden);
        }

        private float[] before(int step, int row) {
            return step == 0 ? zeros : kept[step - 1][row].cell;
        }

        /** Makes gates of the tangents. */
        private static void update(float[] newValue, float[] forget, float[] input, float[] before, float[] cell) {
            for (int unit = 0; unit < cell.length; unit++) {
                float kept = 0.5f + 0.5f * forget[unit];
                float taken = 0.5f + 0.5f * input[unit];
                forget[unit] = kept;
                input[unit] = taken;
                cell[unit] = kept * before[unit] + taken * newValue[unit];
            }
        }

        private static void open(float[] output, float[] cell, float[] state) {
            for (int unit = 0; unit < state.length; unit++) {
                float shown = 0.5f + 0.5f * output[unit];
                output[unit] = shown;
                state[unit] = shown * Activations.tanh(cell[unit]);
            }
        }

        private static void throughOutput(
                float[] stateGradient, float[] output, float[] cell, float[] ofOutput, float[] cellGradient) {
            for (int unit = 0; unit < cell.length; unit++) {
                float gate = output[unit];
                float value = Activations.tanh(cell[unit]);
                ofOutput[unit] = stateGradient[unit] * value * 2 * gate * (1 - gate);
                cellGradient[unit] += stateGradient[unit] * gate * (1 - value * value);
            }
        }

        private static void throughInput(
                float[] cellGradient, float[] newValue, float[] input, float[] ofNewValue, float[] ofInput) {
            for (int unit = 0; unit < input.length; unit++) {
                float gate = input[unit];
                float value = newValue[unit];
                ofNewValue[unit] = cellGradient[unit] * gate * (1 - value * value);
                ofInput[unit] = cellGradient[unit] * value * 2 * gate * (1 - gate);
            }
        }

        private static void throughForget(float[] cellGradient, float[] forget, float[] before, float[] ofForget) {
            for (int unit = 0; unit < forget.length; unit++) {
                float gate = forget[unit];
                ofForget[unit] = cellGradient[unit] * before[unit] * 2 * gate * (1 - gate);
                cellGradient[unit] *= gate;
            }
        }

        /** Values of one step of one row, each [hidden]. */
        @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
        private record Kept(float[] newValue, float[] forget, float[] output, float[] input, float[] cell) {

            static Kept of(float[] sums, int hidden) {
                return new Kept(
                        part(sums, 0, hidden),
                        part(sums, 1, hidden),
                        part(sums, 2, hidden),
                        part(sums, 3, hidden),
                        new float[hidden]);
            }

            private static float[] part(float[] sums, int index, int hidden) {
                float[] part = new float[hidden];
                System.arraycopy(sums, index * hidden, part, 0, hidden);
                return part;
            }
        }
    }

    /** {@code h = tanh(x·W + h'·R + b)}; keeps the states, which its direction has anyway. */
    final class Simple implements CellPass {

        private final float[][][] states;

        Simple(int steps, int rows) {
            states = new float[steps][rows][];
        }

        @Override
        public void advance(int step, int row, float[] sums, float[] state) {
            Activations.tanh(sums);
            System.arraycopy(sums, 0, state, 0, state.length);
            states[step][row] = state;
        }

        @Override
        public void retreat(int step, int row, float[] stateGradient, float[] sumGradient) {
            through(stateGradient, states[step][row], sumGradient);
        }

        private static void through(float[] stateGradient, float[] state, float[] sumGradient) {
            for (int unit = 0; unit < state.length; unit++) {
                sumGradient[unit] = stateGradient[unit] * (1 - state[unit] * state[unit]);
            }
        }
    }

    /** An LSTM with other functions than {@link Lstm}; keeps six arrays of [hidden] for each step and row. */
    final class UnusualLstm implements CellPass {

        private final int hidden;
        private final Function ofState;
        private final Function ofGates;
        /** [steps][rows][6 · hidden]: new value, forget, output and input gate, cell state, what is shown of that. */
        private final float[][][] kept;

        private final float[][] cellGradients;

        UnusualLstm(int hidden, int steps, int rows, Particulars particulars) {
            this.hidden = hidden;
            ofState = particulars.state();
            ofGates = particulars.gates();
            kept = new float[steps][rows][6 * hidden];
            cellGradients = new float[rows][hidden];
        }

        @Override
        public void advance(int step, int row, float[] sums, float[] state) {
            float[] values = kept[step][row];
            for (int unit = 0; unit < hidden; unit++) {
                float newValue = (float) ofState.of(sums[unit]);
                float forget = (float) ofGates.of(2 * sums[hidden + unit]);
                float output = (float) ofGates.of(2 * sums[2 * hidden + unit]);
                float input = (float) ofGates.of(2 * sums[3 * hidden + unit]);
                float cell = forget * before(step, row, unit) + input * newValue;
                float shown = (float) ofState.of(cell);
                values[unit] = newValue;
                values[hidden + unit] = forget;
                values[2 * hidden + unit] = output;
                values[3 * hidden + unit] = input;
                values[4 * hidden + unit] = cell;
                values[5 * hidden + unit] = shown;
                state[unit] = output * shown;
            }
        }

        @Override
        public void retreat(int step, int row, float[] stateGradient, float[] sumGradient) {
            float[] values = kept[step][row];
            float[] cellGradient = cellGradients[row];
            for (int unit = 0; unit < hidden; unit++) {
                float forget = values[hidden + unit];
                float output = values[2 * hidden + unit];
                float input = values[3 * hidden + unit];
                float shown = values[5 * hidden + unit];
                double ofCell = cellGradient[unit] + stateGradient[unit] * output * ofState.slopeAt(shown);
                sumGradient[unit] = (float) (ofCell * input * ofState.slopeAt(values[unit]));
                sumGradient[hidden + unit] = (float) (2 * ofCell * before(step, row, unit) * ofGates.slopeAt(forget));
                sumGradient[2 * hidden + unit] = (float) (2 * stateGradient[unit] * shown * ofGates.slopeAt(output));
                sumGradient[3 * hidden + unit] = (float) (2 * ofCell * values[unit] * ofGates.slopeAt(input));
                cellGradient[unit] = (float) (ofCell * forget);
            }
        }

        private float before(int step, int row, int unit) {
            return step == 0 ? 0 : kept[step - 1][row][4 * hidden + unit];
        }
    }

    /** A simple recurrent cell with another function than {@link Simple}. */
    final class UnusualSimple implements CellPass {

        private final Function function;
        private final float[][][] states;

        UnusualSimple(int steps, int rows, Function function) {
            this.function = function;
            states = new float[steps][rows][];
        }

        @Override
        public void advance(int step, int row, float[] sums, float[] state) {
            for (int unit = 0; unit < state.length; unit++) {
                state[unit] = (float) function.of(sums[unit]);
            }
            states[step][row] = state;
        }

        @Override
        public void retreat(int step, int row, float[] stateGradient, float[] sumGradient) {
            for (int unit = 0; unit < stateGradient.length; unit++) {
                sumGradient[unit] = (float) (stateGradient[unit] * function.slopeAt(states[step][row][unit]));
            }
        }
    }
}
