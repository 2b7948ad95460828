package io.sentiment.network.onednn.lstm;

import io.sentiment.network.onednn.Activations;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an LSTM computes for a token besides matrix products (Hochreiter and Schmidhuber 1997; Gers et al. 2000), with
 * the four gates side by side in DL4J's order: new value g, forget f, output o, input i.
 *
 * <pre>
 * c = f·c' + i·g        h = o·tanh(c)
 * </pre>
 *
 * For one thread.
 */
final class LstmGates {

    private final int rows;
    private final int hidden;
    private final LstmTrace trace;
    private final FloatBuffer[] gates;
    private final float @Nullable [][] initialCells;
    private final float[] zeros;
    private final float[] part;
    private final float[] newValue;
    private final float[] forget;
    private final float[] output;
    private final float[] input;
    private final float[][] biases = new float[4][];
    private final float[][] biasGradients;
    private final float[][] gateGradients;

    /**
     * @param gates [steps][rows, 4·hidden] forwards: in: products of input and weights, without bias, out: the
     *     activations; backwards: in: these, out: ∂L/∂z, z being what the activations were applied to
     * @param initialCells [rows][hidden] c before the first step, or null where the rows begin without a memory
     * @param bias [4·hidden]
     */
    LstmGates(LstmTrace trace, FloatBuffer[] gates, int rows, float @Nullable [][] initialCells, float[] bias) {
        this.rows = rows;
        hidden = bias.length / 4;
        this.trace = trace;
        this.gates = gates;
        this.initialCells = initialCells;
        zeros = new float[hidden];
        part = new float[hidden];
        newValue = new float[hidden];
        forget = new float[hidden];
        output = new float[hidden];
        input = new float[hidden];
        biasGradients = new float[4][hidden];
        gateGradients = new float[4][hidden];
        for (int gate = 0; gate < 4; gate++) {
            biases[gate] = Arrays.copyOfRange(bias, gate * hidden, (gate + 1) * hidden);
        }
    }

    /**
     * Forwards.
     *
     * @param earlier the token before, or a negative number at the first step
     * @param product holds the product [4·hidden] of the earlier state from {@code at} on, if there is one
     * @param state [hidden] out: h
     */
    void forward(int token, int earlier, FloatBuffer product, int at, float[] state) {
        readAll(token);
        if (earlier >= 0 || initialCells != null) {
            addProduct(product, at, newValue);
            addProduct(product, at + hidden, forget);
            addProduct(product, at + 2 * hidden, output);
            addProduct(product, at + 3 * hidden, input);
        }
        Activations.tanhOfSum(newValue, biases[0], newValue);
        Activations.sigmoidOfSum(forget, biases[1], forget);
        Activations.sigmoidOfSum(output, biases[2], output);
        Activations.sigmoidOfSum(input, biases[3], input);
        // Where the products were: a batch of 128 texts has more of them than the caches hold.
        write(token, 0, newValue);
        write(token, 1, forget);
        write(token, 2, output);
        write(token, 3, input);
        float[] cell = trace.cell(token);
        update(cell, forget, earlierCell(earlier), input, newValue);
        float[] tangent = trace.tangent(token);
        Activations.tanhOfSum(cell, zeros, tangent);
        multiply(output, tangent, state);
    }

    /** What a token of padding leaves behind: nothing. */
    void forwardPadding(int token, float[] state) {
        Arrays.fill(trace.cell(token), 0);
        Arrays.fill(state, 0);
    }

    /**
     * Backwards: from the gradient of the state to those of what the gates were computed from.
     *
     * @param ofState [hidden] ∂L/∂h
     * @param ofCell [hidden] in: ∂L/∂c from the following token; out: ∂L/∂c' for the earlier one
     */
    void backward(int token, int earlier, float[] ofState, float[] ofCell) {
        readAll(token);
        float[] tangent = trace.tangent(token);
        differentiateCell(ofState, output, tangent, ofCell);
        differentiateOutput(ofState, output, tangent, gateGradients[2]);
        differentiateNewValue(ofCell, input, newValue, gateGradients[0]);
        differentiateGate(ofCell, earlierCell(earlier), forget, gateGradients[1]);
        differentiateGate(ofCell, newValue, input, gateGradients[3]);
        multiply(ofCell, forget, ofCell);
        for (int gate = 0; gate < 4; gate++) {
            add(gateGradients[gate], biasGradients[gate]);
            write(token, gate, gateGradients[gate]);
        }
    }

    /** Padding passes no gradient on. */
    void backwardPadding(int token, float[] ofCell) {
        Arrays.fill(ofCell, 0);
        for (int gate = 0; gate < 4; gate++) {
            write(token, gate, zeros);
        }
    }

    /** Adds ∂L/∂b [4·hidden] of all tokens that were computed backwards. */
    void addBiasGradients(float[] sum) {
        for (int gate = 0; gate < 4; gate++) {
            for (int unit = 0; unit < hidden; unit++) {
                sum[gate * hidden + unit] += biasGradients[gate][unit];
            }
        }
    }

    private void addProduct(FloatBuffer product, int at, float[] gate) {
        product.get(at, part, 0, hidden);
        add(part, gate);
    }

    private void readAll(int token) {
        read(token, 0, newValue);
        read(token, 1, forget);
        read(token, 2, output);
        read(token, 3, input);
    }

    private void read(int token, int gate, float[] values) {
        gates[token / rows].get((token % rows * 4 + gate) * hidden, values, 0, hidden);
    }

    private void write(int token, int gate, float[] values) {
        gates[token / rows].put((token % rows * 4 + gate) * hidden, values, 0, hidden);
    }

    private float[] earlierCell(int earlier) {
        if (earlier >= 0) {
            return trace.cell(earlier);
        }
        return initialCells == null ? zeros : initialCells[earlier + rows];
    }

    private static void update(float[] cell, float[] forget, float[] earlier, float[] input, float[] newValue) {
        for (int unit = 0; unit < cell.length; unit++) {
            cell[unit] = forget[unit] * earlier[unit] + input[unit] * newValue[unit];
        }
    }

    /** ∂L/∂c: what the following token says of it and what the state says. */
    private static void differentiateCell(float[] ofState, float[] output, float[] tangent, float[] ofCell) {
        for (int unit = 0; unit < ofCell.length; unit++) {
            ofCell[unit] += ofState[unit] * output[unit] * (1 - tangent[unit] * tangent[unit]);
        }
    }

    private static void differentiateOutput(float[] ofState, float[] output, float[] tangent, float[] result) {
        for (int unit = 0; unit < result.length; unit++) {
            result[unit] = ofState[unit] * tangent[unit] * output[unit] * (1 - output[unit]);
        }
    }

    private static void differentiateNewValue(float[] ofCell, float[] input, float[] newValue, float[] result) {
        for (int unit = 0; unit < result.length; unit++) {
            result[unit] = ofCell[unit] * input[unit] * (1 - newValue[unit] * newValue[unit]);
        }
    }

    /** Of a gate that {@code factor} is multiplied with on its way into the cell. */
    private static void differentiateGate(float[] ofCell, float[] factor, float[] gate, float[] result) {
        for (int unit = 0; unit < result.length; unit++) {
            result[unit] = ofCell[unit] * factor[unit] * gate[unit] * (1 - gate[unit]);
        }
    }

    private static void multiply(float[] left, float[] right, float[] product) {
        for (int unit = 0; unit < product.length; unit++) {
            product[unit] = left[unit] * right[unit];
        }
    }

    /** Adds the values to the sum. */
    static void add(float[] values, float[] sum) {
        for (int unit = 0; unit < sum.length; unit++) {
            sum[unit] += values[unit];
        }
    }
}
