package io.sentiment.network;

/**
 * What an LSTM computes at one time step besides matrix products, for a batch of rows (Hochreiter and Schmidhuber 1997;
 * Gers et al. 2000), with the four gates of a row side by side in DL4J's order: new value g, forget f, output o, input i.
 *
 * <pre>
 * c = f·c' + i·g        h = o·tanh(c)
 * </pre>
 */
final class LstmStep {

    private final int rows;
    private final int hidden;

    LstmStep(int rows, int hidden) {
        this.rows = rows;
        this.hidden = hidden;
    }

    /**
     * Forwards.
     *
     * @param gates [rows, 4·hidden] in: products of input and recurrent weights without bias; out: activations
     * @param bias [4·hidden]
     * @param earlierCell [rows, hidden] c', or all zeros
     * @param cell [rows, hidden] out: c
     * @param cellTangent [rows, hidden] out: tanh(c)
     * @param state [rows, hidden] out: h
     */
    void forward(float[] gates, float[] bias, float[] earlierCell, float[] cell, float[] cellTangent, float[] state) {
        for (int row = 0; row < rows; row++) {
            int gate = row * 4 * hidden;
            for (int index = 0; index < 4 * hidden; index++) {
                gates[gate + index] += bias[index];
            }
            Activations.tanh(gates, gate, gate + hidden);
            Activations.sigmoid(gates, gate + hidden, gate + 4 * hidden);
            int unit = row * hidden;
            for (int index = 0; index < hidden; index++) {
                cell[unit + index] = gates[gate + hidden + index] * earlierCell[unit + index]
                        + gates[gate + 3 * hidden + index] * gates[gate + index];
            }
            System.arraycopy(cell, unit, cellTangent, unit, hidden);
            Activations.tanh(cellTangent, unit, unit + hidden);
            for (int index = 0; index < hidden; index++) {
                state[unit + index] = gates[gate + 2 * hidden + index] * cellTangent[unit + index];
            }
        }
    }

    /**
     * Backwards: from the gradient of the state to those of what the gates were computed from.
     *
     * @param gates [rows, 4·hidden] activations of the forward step
     * @param earlierCell [rows, hidden] c'
     * @param cellTangent [rows, hidden] tanh(c)
     * @param stateGradient [rows, hidden] ∂L/∂h
     * @param cellGradient [rows, hidden] in: ∂L/∂c from the following step; out: ∂L/∂c' for the earlier one
     * @param gateGradient [rows, 4·hidden] out: ∂L/∂z, z being what the activations were applied to
     */
    void backward(
            float[] gates,
            float[] earlierCell,
            float[] cellTangent,
            float[] stateGradient,
            float[] cellGradient,
            float[] gateGradient) {
        for (int row = 0; row < rows; row++) {
            int gate = row * 4 * hidden;
            int unit = row * hidden;
            for (int index = 0; index < hidden; index++) {
                float newValue = gates[gate + index];
                float forget = gates[gate + hidden + index];
                float output = gates[gate + 2 * hidden + index];
                float input = gates[gate + 3 * hidden + index];
                float tangent = cellTangent[unit + index];
                float ofState = stateGradient[unit + index];
                float ofCell = cellGradient[unit + index] + ofState * output * (1 - tangent * tangent);
                gateGradient[gate + index] = ofCell * input * (1 - newValue * newValue);
                gateGradient[gate + hidden + index] = ofCell * earlierCell[unit + index] * forget * (1 - forget);
                gateGradient[gate + 2 * hidden + index] = ofState * tangent * output * (1 - output);
                gateGradient[gate + 3 * hidden + index] = ofCell * newValue * input * (1 - input);
                cellGradient[unit + index] = ofCell * forget;
            }
        }
    }
}
