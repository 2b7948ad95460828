package io.sentiment.network.onednn;

import io.sentiment.network.Activations;

/** {@code h = tanh(x·W + h'·R + b)} (Elman 1990). */
final class SimpleCellStep implements CellStep {

    private final int units;

    SimpleCellStep(int units) {
        this.units = units;
    }

    @Override
    public void begin(int rows) {
        // The state is all that this cell has.
    }

    @Override
    public void advance(int row, float[] input, float[] product, float[] state) {
        for (int unit = 0; unit < units; unit++) {
            state[unit] = Activations.tanh(input[unit] + product[unit]);
        }
    }
}
