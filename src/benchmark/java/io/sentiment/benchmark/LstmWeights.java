package io.sentiment.benchmark;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.NetworkWeights;
import java.util.List;

/**
 * The weights of a network with one LSTM layer, which reads in one direction or both and is pooled in any way.
 *
 * @param network the weights as DL4J has them
 */
public record LstmWeights(NetworkWeights network) {

    /** @throws IllegalArgumentException if the network is of another kind */
    public LstmWeights {
        Architecture architecture = network.architecture();
        if (architecture.cell() != Cell.LSTM || architecture.layers() != 1) {
            throw new IllegalArgumentException("The peers compute networks with one LSTM layer.");
        }
    }

    public Architecture architecture() {
        return network.architecture();
    }

    public float[] embedding() {
        return network.embedding();
    }

    /** Forwards first. */
    public List<LstmDirection> directions() {
        int hidden = architecture().hiddenSize();
        return network.layers().get(0).stream()
                .map(weights -> new LstmDirection(weights, hidden))
                .toList();
    }

    /** [directions · h]. */
    public float[] dense() {
        return network.dense();
    }

    public float denseBias() {
        return network.denseBias();
    }
}
