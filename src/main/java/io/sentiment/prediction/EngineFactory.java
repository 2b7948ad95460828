package io.sentiment.prediction;

import io.sentiment.network.InferenceEngine;
import io.sentiment.network.dl4j.SentimentNetwork;

/** Makes the engine that computes the predictions of one version. Thread-safe. */
@FunctionalInterface
public interface EngineFactory {

    /** An engine that takes the network over, unless an exception says that there is none. The caller owns the engine. */
    InferenceEngine create(SentimentNetwork network);
}
