package io.sentiment.network.dl4j;

import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The weights that a network goes on from when it has learned further tokens. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record EarlierWeights(Layer[] layers, int tokens) {

    static EarlierWeights of(SentimentNetwork network) {
        return new EarlierWeights(network.layers().all(), network.architecture().vocabularySize());
    }

    /** Gives a network of the same shape these weights; embeddings of tokens beyond these stay as they are. */
    void copyTo(SentimentNetwork network) {
        for (int layer = 0; layer < layers.length; layer++) {
            Map<String, INDArray> weights = network.layers().all()[layer].paramTable();
            layers[layer].paramTable().forEach((name, values) -> {
                INDArray target = Objects.requireNonNull(weights.get(name), name);
                boolean grown = target.size(0) > values.size(0);
                // Only the embedding [vocabulary, embedding size] has grown.
                (grown ? target.get(NDArrayIndex.interval(0, tokens), NDArrayIndex.all()) : target).assign(values);
            });
        }
    }
}
