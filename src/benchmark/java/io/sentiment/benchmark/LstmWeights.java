package io.sentiment.benchmark;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Pooling;

/**
 * The weights of a network with one LSTM layer that reads forwards, as other libraries want them.
 *
 * @param network the weights, the gates in DL4J's order: new value, forget, output, input
 */
public record LstmWeights(NetworkWeights network) {

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

    /** @throws IllegalArgumentException if the network is of another kind */
    public LstmWeights {
        Architecture architecture = network.architecture();
        if (architecture.cell() != Cell.LSTM
                || architecture.layers() != 1
                || architecture.bidirectional()
                || architecture.pooling() != Pooling.LAST) {
            throw new IllegalArgumentException(
                    "The peers compute networks with one LSTM layer that reads forwards to its last state.");
        }
    }

    public Architecture architecture() {
        return network.architecture();
    }

    public float[] embedding() {
        return network.embedding();
    }

    public float[] dense() {
        return network.dense();
    }

    public float denseBias() {
        return network.denseBias();
    }

    /** Input weights as [4·h, x] with the gates in another order. */
    public float[] inputByGate(Gate... order) {
        return byGate(layer().input(), order);
    }

    /** Recurrent weights as [4·h, h] with the gates in another order. */
    public float[] recurrentByGate(Gate... order) {
        return byGate(layer().recurrent(), order);
    }

    /** Biases as [4·h] with the gates in another order. */
    public float[] biasByGate(Gate... order) {
        return byGate(layer().bias(), order);
    }

    private float[] byGate(float[] matrix, Gate... order) {
        int hidden = architecture().hiddenSize();
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

    private NetworkWeights.Direction layer() {
        return network.layers().get(0).get(0);
    }
}
