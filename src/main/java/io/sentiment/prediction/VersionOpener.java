package io.sentiment.prediction;

import io.micrometer.core.instrument.MeterRegistry;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.NetworkSummary;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.prediction.batch.BatchMetrics;
import io.sentiment.prediction.batch.Batcher;
import io.sentiment.prediction.batch.BatchingProperties;
import java.util.function.LongSupplier;

/**
 * Brings a version from its bundle to where it answers. Thread-safe.
 *
 * @param nanoTime the clock of batches and deadlines
 */
record VersionOpener(
        EngineFactory engines, BatchingProperties batching, LongSupplier nanoTime, MeterRegistry registry) {

    /** Reads the network, starts its engine and warms it up. */
    ServedVersion open(ModelBundle bundle) {
        ModelManifest manifest = bundle.manifest();
        SentimentNetwork network = bundle.openNetwork();
        NetworkSummary summary;
        InferenceEngine engine;
        try {
            // Counted before the engine owns the network, which from then on only its thread may touch.
            summary = network.summary();
            engine = engines.create(network);
        } catch (RuntimeException | Error failure) {
            network.close();
            throw failure;
        }
        Batcher batcher = new Batcher(
                "batcher-" + manifest.model() + "-" + manifest.version(),
                engine,
                batching,
                nanoTime,
                new BatchMetrics(registry, manifest.model(), manifest.version()));
        ServedVersion version = new ServedVersion(manifest, summary, bundle.encoder(), batcher);
        try {
            version.warmUp();
            return version;
        } catch (RuntimeException | Error failure) {
            version.close();
            throw failure;
        }
    }
}
