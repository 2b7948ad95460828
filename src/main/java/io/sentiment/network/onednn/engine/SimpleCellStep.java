package io.sentiment.network.onednn.engine;

import io.sentiment.network.onednn.Activations;

/** {@code h = tanh(x·W + h'·R + b)} (Elman 1990). */
final class SimpleCellStep implements CellStep {

    @Override
    public void begin(int rows) {
        // The state is all that this cell has.
    }

    @Override
    public void advance(int row, float[] input, float[] product, float[] state) {
        Activations.tanhOfSum(input, product, state);
    }
}
