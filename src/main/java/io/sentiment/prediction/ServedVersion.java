package io.sentiment.prediction;

import io.micrometer.core.instrument.MeterRegistry;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.NetworkSummary;
import io.sentiment.network.ParameterCount;
import io.sentiment.network.Piece;
import io.sentiment.network.Piece.Reading;
import io.sentiment.prediction.batch.BatchMetrics;
import io.sentiment.prediction.batch.Batcher;
import io.sentiment.prediction.batch.BatchingProperties;
import io.sentiment.prediction.batch.Deadline;
import io.sentiment.prediction.batch.Submission;
import io.sentiment.prediction.batch.UnavailableException.DeadlineExceededException;
import io.sentiment.text.EncodedText;
import io.sentiment.text.TextReader;
import io.sentiment.text.TextReader.ReadText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One version of a model with its engine running. Thread-safe. */
public final class ServedVersion implements AutoCloseable {

    private static final List<String> WARM_UP_TEXTS =
            List.of("What a lovely film, I would watch it again!", "房间很小，服务态度也不好，不推荐。");
    private static final Duration WARM_UP_LIMIT = Duration.ofMinutes(5);

    private final ModelBundle bundle;
    private final ModelManifest manifest;
    private final NetworkSummary summary;
    private final TextReader reader;
    private final Batcher batcher;
    private final Dl4jComparison comparison;
    private final List<EncodedText> warmUpTexts;
    private float[] warmUpAnswers = {};

    ServedVersion(ModelBundle bundle, Batcher batcher, Dl4jComparison comparison) {
        this.bundle = bundle;
        this.manifest = bundle.manifest();
        // The engine has read a network of exactly this architecture.
        this.summary = ParameterCount.of(bundle.architecture()).summary();
        this.reader = bundle.reader();
        this.batcher = batcher;
        this.comparison = comparison;
        this.warmUpTexts =
                WARM_UP_TEXTS.stream().map(text -> reader.read(text).encoded()).toList();
    }

    /** The bundle that it was opened from. */
    public ModelBundle bundle() {
        return bundle;
    }

    NetworkSummary summary() {
        return summary;
    }

    /**
     * Predicts a part of a request. Encodes on the calling thread; the future fails as {@link Batcher#submit} says, which
     * is also what throws.
     */
    CompletableFuture<Answers<Prediction>> predict(List<String> texts, Request request) {
        List<ReadText> read = texts.stream().map(reader::read).toList();
        return read(read.stream().map(text -> Piece.whole(text.encoded())).toList(), request)
                .thenApply(readings -> new Answers<>(predictions(read, readings.all()), readings.timing()));
    }

    /** Lets the engine read texts on, as {@link Batcher#submit} does. */
    public CompletableFuture<Answers<Reading>> read(List<Piece> pieces, Request request) {
        return answers(batcher.submit(pieces, request.deadline()), request);
    }

    /** Lets the engine read texts to look into another one, as {@link Batcher#inspect(List, Deadline)} does. */
    public CompletableFuture<Answers<Reading>> inspect(List<Piece> pieces, Request request) {
        return answers(batcher.inspect(pieces, request.deadline()), request);
    }

    /** Looks into how a text is read, as {@link Batcher#inspect(Piece, Supplier, Deadline)} does. */
    public <T> CompletableFuture<Answers<T>> inspect(EncodedText text, Supplier<T> task, Request request) {
        Submission<T> submission = batcher.inspect(Piece.whole(text), task, request.deadline());
        return request.follow(submission).thenApply(value -> new Answers<>(List.of(value), submission.timing()));
    }

    private static CompletableFuture<Answers<Reading>> answers(Submission<List<Reading>> submission, Request request) {
        return request.follow(submission).thenApply(readings -> new Answers<>(readings, submission.timing()));
    }

    /**
     * Answers real texts once, so that native memory is allocated and code is loaded before clients wait for it.
     *
     * @throws IllegalStateException if an answer is not a probability
     */
    void warmUp() {
        Request request = new Request(Deadline.in(WARM_UP_LIMIT, System::nanoTime), new CompletableFuture<>());
        List<Reading> readings = read(warmUpTexts.stream().map(Piece::whole).toList(), request)
                .join()
                .all();
        float[] answers = new float[readings.size()];
        for (int text = 0; text < answers.length; text++) {
            answers[text] = readings.get(text).positive();
            if (!(answers[text] >= 0 && answers[text] <= 1)) {
                throw new IllegalStateException("The network answers " + answers[text] + ", which is no probability.");
            }
        }
        warmUpAnswers = answers;
        comparison.add(this);
    }

    /** What a warm-up lets the engine read. */
    List<EncodedText> warmUpTexts() {
        return warmUpTexts;
    }

    /** What the engine has answered to {@link #warmUpTexts()}. */
    float[] warmUpAnswers() {
        return warmUpAnswers;
    }

    /** Answers what was accepted and releases the engine. */
    @Override
    public void close() {
        comparison.remove(this);
        batcher.close();
    }

    private List<Prediction> predictions(List<ReadText> texts, List<Reading> readings) {
        List<Prediction> predictions = new ArrayList<>(readings.size());
        for (int text = 0; text < texts.size(); text++) {
            predictions.add(
                    Prediction.of(manifest, texts.get(text), readings.get(text).positive()));
        }
        return predictions;
    }

    /**
     * A request that is being answered.
     *
     * @param deadline after which nobody waits for the answer
     * @param answer to the whole request: once it has failed or is cancelled, what still waits for it is given up
     */
    public record Request(Deadline deadline, CompletableFuture<?> answer) {

        <R> CompletableFuture<R> follow(Submission<R> submission) {
            var unused = answer.whenComplete((value, failure) -> {
                if (failure instanceof DeadlineExceededException) {
                    submission.fail(failure);
                } else if (failure != null) {
                    submission.result().cancel(false);
                }
            });
            return submission.result();
        }
    }

    /**
     * Brings a version from its bundle to where it answers. Thread-safe.
     *
     * @param nanoTime the clock of batches and deadlines
     */
    record Opener(
            EngineFactory engines,
            BatchingProperties batching,
            LongSupplier nanoTime,
            MeterRegistry registry,
            Dl4jComparison comparison) {

        /** Reads the network, starts its engine and warms it up. */
        ServedVersion open(ModelBundle bundle) {
            ModelManifest manifest = bundle.manifest();
            InferenceEngine engine = engines.create(bundle);
            Batcher batcher = new Batcher(
                    "batcher-" + manifest.model() + "-" + manifest.version(),
                    engine,
                    batching,
                    nanoTime,
                    new BatchMetrics(registry, manifest.model(), manifest.version()));
            ServedVersion version = new ServedVersion(bundle, batcher, comparison);
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
