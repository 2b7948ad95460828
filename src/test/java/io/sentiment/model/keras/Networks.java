package io.sentiment.model.keras;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;

/** Networks of an import, changed for tests. */
final class Networks {

    private Networks() {}

    /** The same weights, of a network that reads texts of so many ids. */
    static NetworkWeights reading(NetworkWeights weights, int length) {
        Architecture shape = weights.architecture();
        return new NetworkWeights(
                new Architecture(
                        shape.vocabularySize(),
                        shape.embeddingSize(),
                        shape.cell(),
                        shape.hiddenSize(),
                        shape.layers(),
                        shape.bidirectional(),
                        shape.pooling(),
                        length,
                        shape.dropout(),
                        shape.particulars()),
                weights.embedding(),
                weights.layers(),
                weights.between(),
                weights.dense(),
                weights.denseBias());
    }
}
