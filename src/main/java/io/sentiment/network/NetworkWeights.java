package io.sentiment.network;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a network outside DL4J. Matrices are row-major; the arrays are shared, not copied, and must not be
 * written to.
 *
 * @param architecture the shape of the network
 * @param embedding [vocabulary, embedding size]
 * @param layers the recurrent layers from the lowest; of each its directions, forwards first
 * @param between the dense layer between the pooled states and the one that answers; null without one
 * @param dense [directions · hidden], or [values of that layer]
 * @param denseBias the bias of the one output
 */
@SuppressWarnings("ArrayRecordComponent") // Copies of hundreds of megabytes would show.
public record NetworkWeights(
        Architecture architecture,
        float[] embedding,
        List<List<Direction>> layers,
        @Nullable Dense between,
        float[] dense,
        float denseBias) {

    /** Copies the lists. */
    public NetworkWeights {
        layers = layers.stream().map(List::copyOf).toList();
    }

    /**
     * The weights of one direction of a recurrent layer. Those of an LSTM are k = 4 matrices side by side, in DL4J's
     * order: new value, forget gate, output gate, input gate; those of a simple recurrent network are k = 1.
     *
     * @param input [input size, k · hidden]
     * @param recurrent [hidden, k · hidden]
     * @param bias [k · hidden]
     */
    public record Direction(float[] input, float[] recurrent, float[] bias) {}

    /**
     * The weights of the dense layer between.
     *
     * @param weights [directions · hidden, values]
     * @param bias [values]
     */
    public record Dense(float[] weights, float[] bias) {}
}
