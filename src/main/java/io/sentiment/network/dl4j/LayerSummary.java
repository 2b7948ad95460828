package io.sentiment.network.dl4j;

import java.util.List;

/**
 * What one layer holds.
 *
 * @param name unique in the network
 * @param kind as Keras calls it: Embedding, LSTM, SimpleRNN, Bidirectional, GlobalAveragePooling1D,
 *     GlobalMaxPooling1D or Dense
 * @param outputShape without the batch dimension: time steps and values, or values alone
 * @param weights number of weights
 * @param biases number of biases
 * @param parameters weights and biases together
 * @param trainable whether training changes them
 * @param formula the parameters as a formula with this layer's numbers
 * @param gates the matrices of a recurrent layer, none for others
 */
public record LayerSummary(
        String name,
        String kind,
        List<Long> outputShape,
        long weights,
        long biases,
        long parameters,
        boolean trainable,
        String formula,
        List<GateSummary> gates) {

    /** Copies the lists. */
    public LayerSummary {
        outputShape = List.copyOf(outputShape);
        gates = List.copyOf(gates);
    }
}
