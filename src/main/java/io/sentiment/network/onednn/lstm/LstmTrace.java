package io.sentiment.network.onednn.lstm;

import java.util.Arrays;

/**
 * The cells that the backward pass has to know of the forward pass, an array [hidden] for each token, numbered time step
 * after time step: the JIT compiler turns loops over whole arrays into vector instructions, and no others. Memory is
 * kept for the next batch.
 */
final class LstmTrace {

    private int hidden;
    private float[][] cells = {};
    private float[][] tangents = {};

    void resize(int tokens, int newHidden) {
        boolean anew = newHidden != hidden;
        hidden = newHidden;
        cells = grown(cells, tokens, anew);
        tangents = grown(tangents, tokens, anew);
    }

    /** c. */
    float[] cell(int token) {
        return cells[token];
    }

    /** tanh(c). */
    float[] tangent(int token) {
        return tangents[token];
    }

    private float[][] grown(float[][] arrays, int count, boolean anew) {
        if (!anew && arrays.length >= count) {
            return arrays;
        }
        float[][] grown = Arrays.copyOf(arrays, count);
        for (int index = anew ? 0 : arrays.length; index < count; index++) {
            grown[index] = new float[hidden];
        }
        return grown;
    }
}
