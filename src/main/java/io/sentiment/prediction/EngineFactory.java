package io.sentiment.prediction;

import io.sentiment.network.InferenceEngine;
import io.sentiment.network.dl4j.StoredNetwork;

/** Makes the engine that computes the predictions of one version. Thread-safe. */
@FunctionalInterface
public interface EngineFactory {

    /** An engine for a network, unless an exception says that there is none. The caller owns the engine. */
    InferenceEngine create(StoredNetwork network);
}
