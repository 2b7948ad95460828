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
import io.sentiment.prediction.batch.Deadline;
import io.sentiment.prediction.batch.Submission;
import io.sentiment.prediction.batch.UnavailableException.DeadlineExceededException;
import io.sentiment.text.TextReader;
import io.sentiment.text.TextReader.ReadText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** One version of a model with its engine running. Thread-safe. */
final class ServedVersion implements AutoCloseable {

    private static final List<String> WARM_UP_TEXTS =
            List.of("What a lovely film, I would watch it again!", "房间很小，服务态度也不好，不推荐。");
    private static final Duration WARM_UP_LIMIT = Duration.ofMinutes(5);

    private final ModelManifest manifest;
    private final NetworkSummary summary;
    private final TextReader reader;
    private final Batcher batcher;

    ServedVersion(ModelManifest manifest, NetworkSummary summary, TextReader reader, Batcher batcher) {
        this.manifest = manifest;
        this.summary = summary;
        this.reader = reader;
        this.batcher = batcher;
    }

    NetworkSummary summary() {
        return summary;
    }

    /**
     * Predicts a part of a request. When the whole request fails or is cancelled, the texts that still wait are given
     * up. Encodes on the calling thread; the future fails as {@link Batcher#submit} says, which is also what throws.
     */
    CompletableFuture<Predictions> predict(List<String> texts, Deadline deadline, CompletableFuture<?> request) {
        List<ReadText> read = texts.stream().map(reader::read).toList();
        Submission submission =
                batcher.submit(read.stream().map(ReadText::encoded).toList(), deadline);
        var unused = request.whenComplete((answer, failure) -> {
            if (failure instanceof DeadlineExceededException) {
                submission.fail(failure);
            } else if (failure != null) {
                submission.result().cancel(false);
            }
        });
        return submission.result().thenApply(values -> new Predictions(predictions(read, values), submission.timing()));
    }

    /**
     * Answers real texts once, so that native memory is allocated and code is loaded before clients wait for it.
     *
     * @throws IllegalStateException if an answer is not a probability
     */
    void warmUp() {
        Deadline deadline = Deadline.in(WARM_UP_LIMIT, System::nanoTime);
        for (Prediction prediction : predict(WARM_UP_TEXTS, deadline, new CompletableFuture<>())
                .join()
                .predictions()) {
            if (!(prediction.positive() >= 0 && prediction.positive() <= 1)) {
                throw new IllegalStateException(
                        "The network answers " + prediction.positive() + ", which is no probability.");
            }
        }
    }

    /** Answers what was accepted and releases the engine. */
    @Override
    public void close() {
        batcher.close();
    }

    private List<Prediction> predictions(List<ReadText> texts, float[] probabilities) {
        List<Prediction> predictions = new ArrayList<>(probabilities.length);
        for (int text = 0; text < probabilities.length; text++) {
            predictions.add(Prediction.of(manifest, texts.get(text), probabilities[text]));
        }
        return predictions;
    }

    /**
     * Brings a version from its bundle to where it answers. Thread-safe.
     *
     * @param nanoTime the clock of batches and deadlines
     */
    record Opener(EngineFactory engines, BatchingProperties batching, LongSupplier nanoTime, MeterRegistry registry) {

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
            ServedVersion version = new ServedVersion(manifest, summary, bundle.reader(), batcher);
            try {
                version.warmUp();
                return version;
            } catch (RuntimeException | Error failure) {
                version.close();
                throw failure;
            }
        }
    }
}
