package io.sentiment.network.dl4j;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;

/** A network in its file. Thread-safe. */
public interface StoredNetwork {

    /** The shape of the network. */
    Architecture architecture();

    /** Reads the weights, without a class of DL4J or ND4J. Throws what reading the file does. */
    NetworkWeights readWeights();

    /** Lets DL4J read the network, which the caller owns and closes. Throws what reading the file does. */
    SentimentNetwork openNetwork();
}
