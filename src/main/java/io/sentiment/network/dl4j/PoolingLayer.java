package io.sentiment.network.dl4j;

import io.sentiment.network.Pooling;
import io.sentiment.network.UnreadableNetworkException;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/** DL4J's layer that pools the states of all time steps; it leaves out those that the mask calls padding. */
final class PoolingLayer {

    private PoolingLayer() {}

    /** @param pooling mean or max: the last state has no layer of its own */
    static GlobalPoolingLayer of(Pooling pooling) {
        return new GlobalPoolingLayer.Builder(type(pooling)).name(name(pooling)).build();
    }

    /** The name that Keras gives such a layer. */
    static String name(Pooling pooling) {
        return pooling == Pooling.MAX ? "global_max_pooling1d" : "global_average_pooling1d";
    }

    /** What Keras calls such a layer. */
    static String kind(Pooling pooling) {
        return pooling == Pooling.MAX ? "GlobalMaxPooling1D" : "GlobalAveragePooling1D";
    }

    /** @throws UnreadableNetworkException if the network pools in another way than its architecture says */
    static void requireMatches(SentimentNetwork network) {
        Pooling pooling = network.architecture().pooling();
        List<PoolingType> expected = pooling == Pooling.LAST ? List.of() : List.of(type(pooling));
        List<PoolingType> found = Arrays.stream(network.layers().all())
                .map(layer -> layer.conf().getLayer())
                .filter(GlobalPoolingLayer.class::isInstance)
                .map(layer -> ((GlobalPoolingLayer) layer).getPoolingType())
                .toList();
        if (!found.equals(expected)) {
            throw new UnreadableNetworkException(
                    "The network does not pool its states as its architecture says, by '" + pooling + "'.");
        }
    }

    private static PoolingType type(Pooling pooling) {
        return pooling == Pooling.MAX ? PoolingType.MAX : PoolingType.AVG;
    }
}
