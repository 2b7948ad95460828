package io.sentiment.benchmark;

import io.sentiment.network.NetworkWeights;

/**
 * One direction of an LSTM layer, as other libraries want it: a row for each unit of each gate, the gates in their order.
 *
 * @param weights with the gates in DL4J's order: new value, forget, output, input
 * @param hidden units h
 */
public record LstmDirection(NetworkWeights.Direction weights, int hidden) {

    /** Where DL4J keeps the gates among the 4·h columns. */
    public enum Gate {
        NEW_VALUE(0),
        FORGET(1),
        OUTPUT(2),
        INPUT(3);

        private final int position;

        Gate(int position) {
            this.position = position;
        }
    }

    /** Input weights as [4·h, x]. */
    public float[] inputByGate(Gate... order) {
        return byGate(weights.input(), order);
    }

    /** Recurrent weights as [4·h, h]. */
    public float[] recurrentByGate(Gate... order) {
        return byGate(weights.recurrent(), order);
    }

    /** Biases as [4·h]. */
    public float[] biasByGate(Gate... order) {
        return byGate(weights.bias(), order);
    }

    private float[] byGate(float[] matrix, Gate... order) {
        int rows = matrix.length / (4 * hidden);
        float[] transposed = new float[matrix.length];
        for (int gate = 0; gate < order.length; gate++) {
            for (int unit = 0; unit < hidden; unit++) {
                int from = order[gate].position * hidden + unit;
                int to = gate * hidden + unit;
                for (int row = 0; row < rows; row++) {
                    transposed[to * rows + row] = matrix[row * 4 * hidden + from];
                }
            }
        }
        return transposed;
    }
}
