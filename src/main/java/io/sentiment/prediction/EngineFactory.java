package io.sentiment.prediction;

import io.sentiment.network.InferenceEngine;
import io.sentiment.network.SentimentNetwork;

/** Makes the engine that computes the predictions of one version. Thread-safe. */
@FunctionalInterface
public interface EngineFactory {

    /** An engine for that network, which it takes over; who called owns and closes the engine. */
    InferenceEngine create(SentimentNetwork network);
}
