package io.sentiment.network.onednn;

import java.util.Arrays;

/**
 * What the backward pass has to know of the forward pass, an array [hidden] for each token, numbered time step after
 * time step: the JIT compiler turns loops over whole arrays into vector instructions, and no others. Memory is kept for
 * the next batch.
 */
final class LstmTrace {

    private int hidden;
    private float[][] newValues = {};
    private float[][] forgets = {};
    private float[][] outputs = {};
    private float[][] inputs = {};
    private float[][] cells = {};
    private float[][] tangents = {};

    void resize(int tokens, int newHidden) {
        boolean anew = newHidden != hidden;
        hidden = newHidden;
        newValues = grown(newValues, tokens, anew);
        forgets = grown(forgets, tokens, anew);
        outputs = grown(outputs, tokens, anew);
        inputs = grown(inputs, tokens, anew);
        cells = grown(cells, tokens, anew);
        tangents = grown(tangents, tokens, anew);
    }

    /** g. */
    float[] newValue(int token) {
        return newValues[token];
    }

    /** f. */
    float[] forget(int token) {
        return forgets[token];
    }

    /** o. */
    float[] output(int token) {
        return outputs[token];
    }

    /** i. */
    float[] input(int token) {
        return inputs[token];
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
