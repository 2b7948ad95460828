package io.sentiment.prediction.batch;

import io.sentiment.network.InferenceEngine;
import io.sentiment.text.EncodedText;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A real engine that computes one batch for each permit. */
public final class GatedEngine implements InferenceEngine {

    private final InferenceEngine engine;
    private final Semaphore permits;

    /** Takes the engine over. */
    public GatedEngine(InferenceEngine engine, Semaphore permits) {
        this.engine = engine;
        this.permits = permits;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public float[] positiveProbabilities(List<EncodedText> texts) {
        permits.acquireUninterruptibly();
        return engine.positiveProbabilities(texts);
    }

    @Override
    public void close() {
        engine.close();
    }
}
