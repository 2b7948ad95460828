package io.sentiment.network;

import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.SentimentNetworkTest;

/** Networks with random weights for tests of other packages. */
public final class RandomNetworks {

    private RandomNetworks() {}

    /** A network whose every weight and bias is random; the same architecture gives the same network. */
    public static SentimentNetwork of(Architecture architecture) {
        return SentimentNetworkTest.randomised(architecture);
    }
}
