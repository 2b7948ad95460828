package io.sentiment.network;

/**
 * What an LSTM computes at one time step besides matrix products, for a batch of rows (Hochreiter and Schmidhuber 1997;
 * Gers et al. 2000), with the four gates of a row side by side in DL4J's order: new value g, forget f, output o, input i.
 *
 * <pre>
 * c = f·c' + i·g        h = o·tanh(c)
 * </pre>
 *
 * <p>The JIT compiler turns a loop into vector instructions only where every array is read from its index 0 on. Hence
 * the gates of a row are copied to arrays of their own. For one thread.
 */
final class LstmStep {

    private final int rows;
    private final int hidden;
    private final float[] newValue;
    private final float[] forget;
    private final float[] output;
    private final float[] input;
    private final float[] cell;
    private final float[] tangent;
    private final float[] earlier;
    private final float[] ofState;
    private final float[] ofCell;

    LstmStep(int rows, int hidden) {
        this.rows = rows;
        this.hidden = hidden;
        newValue = new float[hidden];
        forget = new float[hidden];
        output = new float[hidden];
        input = new float[hidden];
        cell = new float[hidden];
        tangent = new float[hidden];
        earlier = new float[hidden];
        ofState = new float[hidden];
        ofCell = new float[hidden];
    }

    /**
     * Forwards.
     *
     * @param gates [rows, 4·hidden] in: products of input and recurrent weights without bias; out: activations
     * @param bias [4·hidden]
     * @param earlierCells [rows, hidden] c', or all zeros
     * @param cells [rows, hidden] out: c
     * @param tangents [rows, hidden] out: tanh(c)
     * @param states [rows, hidden] out: h
     */
    void forward(float[] gates, float[] bias, float[] earlierCells, float[] cells, float[] tangents, float[] states) {
        float[] row = new float[4 * hidden];
        for (int at = 0; at < rows; at++) {
            System.arraycopy(gates, at * 4 * hidden, row, 0, 4 * hidden);
            add(bias, row);
            Activations.tanh(row, 0, hidden);
            Activations.sigmoid(row, hidden, 4 * hidden);
            System.arraycopy(row, 0, gates, at * 4 * hidden, 4 * hidden);
            readGates(row, 0);
            System.arraycopy(earlierCells, at * hidden, earlier, 0, hidden);
            updateCell();
            System.arraycopy(cell, 0, cells, at * hidden, hidden);
            Activations.tanh(cell, 0, hidden);
            System.arraycopy(cell, 0, tangents, at * hidden, hidden);
            multiply(output, cell);
            System.arraycopy(cell, 0, states, at * hidden, hidden);
        }
    }

    /**
     * Backwards: from the gradient of the state to those of what the gates were computed from.
     *
     * @param gates [rows, 4·hidden] activations of the forward step
     * @param earlierCells [rows, hidden] c'
     * @param tangents [rows, hidden] tanh(c)
     * @param stateGradients [rows, hidden] ∂L/∂h
     * @param cellGradients [rows, hidden] in: ∂L/∂c from the following step; out: ∂L/∂c' for the earlier one
     * @param gateGradients [rows, 4·hidden] out: ∂L/∂z, z being what the activations were applied to
     */
    void backward(
            float[] gates,
            float[] earlierCells,
            float[] tangents,
            float[] stateGradients,
            float[] cellGradients,
            float[] gateGradients) {
        for (int at = 0; at < rows; at++) {
            readGates(gates, at * 4 * hidden);
            System.arraycopy(earlierCells, at * hidden, earlier, 0, hidden);
            System.arraycopy(tangents, at * hidden, tangent, 0, hidden);
            System.arraycopy(stateGradients, at * hidden, ofState, 0, hidden);
            System.arraycopy(cellGradients, at * hidden, ofCell, 0, hidden);
            differentiateCell();
            differentiateGates();
            System.arraycopy(ofCell, 0, cellGradients, at * hidden, hidden);
            System.arraycopy(newValue, 0, gateGradients, at * 4 * hidden, hidden);
            System.arraycopy(forget, 0, gateGradients, (at * 4 + 1) * hidden, hidden);
            System.arraycopy(output, 0, gateGradients, (at * 4 + 2) * hidden, hidden);
            System.arraycopy(input, 0, gateGradients, (at * 4 + 3) * hidden, hidden);
        }
    }

    private void readGates(float[] gates, int from) {
        System.arraycopy(gates, from, newValue, 0, hidden);
        System.arraycopy(gates, from + hidden, forget, 0, hidden);
        System.arraycopy(gates, from + 2 * hidden, output, 0, hidden);
        System.arraycopy(gates, from + 3 * hidden, input, 0, hidden);
    }

    private void updateCell() {
        for (int unit = 0; unit < hidden; unit++) {
            cell[unit] = forget[unit] * earlier[unit] + input[unit] * newValue[unit];
        }
    }

    /** ∂L/∂c: what the following step says of it and what the state says. */
    private void differentiateCell() {
        for (int unit = 0; unit < hidden; unit++) {
            ofCell[unit] += ofState[unit] * output[unit] * (1 - tangent[unit] * tangent[unit]);
        }
    }

    /** Replaces the activations of the gates by ∂L/∂z, and ∂L/∂c by ∂L/∂c'. */
    private void differentiateGates() {
        for (int unit = 0; unit < hidden; unit++) {
            float value = newValue[unit];
            float passed = forget[unit];
            float opened = output[unit];
            float taken = input[unit];
            float gradient = ofCell[unit];
            newValue[unit] = gradient * taken * (1 - value * value);
            forget[unit] = gradient * earlier[unit] * passed * (1 - passed);
            output[unit] = ofState[unit] * tangent[unit] * opened * (1 - opened);
            input[unit] = gradient * value * taken * (1 - taken);
            ofCell[unit] = gradient * passed;
        }
    }

    private static void add(float[] values, float[] sum) {
        for (int index = 0; index < sum.length; index++) {
            sum[index] += values[index];
        }
    }

    private static void multiply(float[] values, float[] product) {
        for (int index = 0; index < product.length; index++) {
            product[index] *= values[index];
        }
    }
}
