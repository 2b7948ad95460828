package io.sentiment.prediction;

import io.sentiment.model.RoutingProperties;
import io.sentiment.model.ScriptRouting;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.VersionSource;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.prediction.LiveChampions.Live;
import io.sentiment.prediction.LiveChampions.Snapshot;
import io.sentiment.prediction.batch.Batcher.PredictionFailedException;
import io.sentiment.prediction.batch.Deadline;
import io.sentiment.prediction.batch.Timing;
import io.sentiment.prediction.batch.UnavailableException;
import io.sentiment.prediction.batch.UnavailableException.DeadlineExceededException;
import io.sentiment.prediction.batch.UnavailableException.NotReadyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** Predicts texts of any language with the models that are served. Thread-safe. */
public final class Predictor {

    private final LiveChampions champions;
    private final VersionSource source;
    private final OpenVersions versions;
    private final RoutingProperties routing;
    private final PredictionProperties properties;
    private final LongSupplier nanoTime;

    /** @throws UnknownModelException if there is no model of the default's name */
    Predictor(
            LiveChampions champions,
            VersionSource source,
            OpenVersions versions,
            RoutingProperties routing,
            PredictionProperties properties,
            LongSupplier nanoTime) {
        this.champions = champions;
        this.source = source;
        this.versions = versions;
        this.routing = routing;
        this.properties = properties;
        this.nanoTime = nanoTime;
        requireDefault(champions.snapshot());
    }

    /**
     * Predicts texts in their order. Encodes them on the calling thread and does not wait for the answers.
     *
     * @param model that answers; null gives each text to the model that reads its script
     * @param version of the model that answers; null stands for its champion
     * @return the predictions; fails with an {@link UnavailableException} or a {@link PredictionFailedException}.
     *     Cancelling it frees the places of its texts. Completes on a worker thread, which what depends on it must not
     *     keep.
     * @throws UnknownModelException if there is no such model or version
     * @throws NotReadyException before the models are warmed up and when the service stops
     * @throws IllegalArgumentException if there is a version without a model
     */
    public CompletableFuture<Predictions> predict(
            List<String> texts, @Nullable String model, @Nullable Integer version) {
        Deadline deadline = Deadline.in(properties.deadline(), nanoTime);
        Snapshot now = champions.snapshot();
        Map<Choice, Share> shares = shares(texts, model, version, now);
        now.requireReady();
        CompletableFuture<Predictions> answer = new CompletableFuture<>();
        failAt(deadline, answer);
        Prediction[] predictions = new Prediction[texts.size()];
        List<CompletableFuture<Timing>> parts = new ArrayList<>();
        shares.forEach((choice, share) ->
                parts.add(predict(choice, share, now, deadline, answer).thenApply(part -> {
                    share.scatter(part.predictions(), predictions);
                    return part.timing();
                })));
        var unused = CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> answer.complete(new Predictions(List.of(predictions), longest(parts))));
        return answer;
    }

    /**
     * Whether {@link #predict} would take texts for this model now; for whoever must know before there are texts.
     *
     * @throws UnknownModelException if there is no such model or version
     * @throws NotReadyException before the models are warmed up and when the service stops
     */
    public void requireReady(@Nullable String model, @Nullable Integer version) {
        Snapshot now = champions.snapshot();
        var unused = shares(List.of(), model, version, now);
        now.requireReady();
    }

    private Map<Choice, Share> shares(
            List<String> texts, @Nullable String model, @Nullable Integer version, Snapshot now) {
        if (model == null) {
            if (version != null) {
                throw new IllegalArgumentException("A version needs a model.");
            }
            return sharesByScript(texts, now);
        }
        if (version == null) {
            var unused = champions.champion(now, model);
        } else {
            source.requireKnown(model, version);
        }
        return Map.of(new Choice(model, version), Share.ofAll(texts));
    }

    private Map<Choice, Share> sharesByScript(List<String> texts, Snapshot now) {
        requireDefault(now);
        Map<Choice, Share> shares = new LinkedHashMap<>();
        ScriptRouting scripts = ScriptRouting.between(
                now.all().stream().map(champion -> champion.bundle().manifest()).toList(), routing);
        for (int index = 0; index < texts.size(); index++) {
            Choice choice = new Choice(scripts.predictorOf(texts.get(index)), null);
            shares.computeIfAbsent(choice, chosen -> new Share()).add(index, texts.get(index));
        }
        return shares;
    }

    private void requireDefault(Snapshot now) {
        if (routing.defaultModel() != null) {
            var unused = champions.champion(now, routing.defaultModel());
        }
    }

    /** The first part that fails lets the whole answer fail at once, which gives up the other parts. */
    private CompletableFuture<Predictions> predict(
            Choice choice, Share share, Snapshot now, Deadline deadline, CompletableFuture<Predictions> answer) {
        return attempt(choice, share, now, deadline, answer).whenComplete((predictions, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(cause(failure));
            }
        });
    }

    /** A version may be closed after it was chosen and before its queue has the texts: the choice is made again. */
    private CompletableFuture<Predictions> attempt(
            Choice choice, Share share, Snapshot now, Deadline deadline, CompletableFuture<Predictions> answer) {
        return running(choice, now)
                .thenCompose(version -> version.predict(share.texts(), deadline, answer))
                .exceptionallyCompose(failure -> {
                    Snapshot later = champions.snapshot();
                    return cause(failure) instanceof NotReadyException && later.isServing() && !answer.isDone()
                            ? attempt(choice, share, later, deadline, answer)
                            : CompletableFuture.failedFuture(cause(failure));
                });
    }

    private CompletableFuture<ServedVersion> running(Choice choice, Snapshot now) {
        Live champion = now.find(choice.model());
        if (champion != null
                && (choice.version() == null
                        || choice.version() == champion.alias().version())) {
            return CompletableFuture.completedFuture(champion.running());
        }
        return choice.version() == null
                ? CompletableFuture.failedFuture(new UnknownModelException(choice.model()))
                : versions.byNumber(new ModelVersion(choice.model(), choice.version()));
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static Timing longest(List<CompletableFuture<Timing>> parts) {
        return parts.stream().map(CompletableFuture::join).reduce(Timing.NONE, Timing::longest);
    }

    /** For what does not wait in a queue: a version that is being opened, or an engine that does not come back. */
    private static void failAt(Deadline deadline, CompletableFuture<?> answer) {
        CompletableFuture<@Nullable Void> timer =
                new CompletableFuture<@Nullable Void>().orTimeout(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        var unusedExpiry = timer.whenComplete((nothing, timeout) -> {
            if (timeout != null) {
                answer.completeExceptionally(new DeadlineExceededException());
            }
        });
        var unusedEnd = answer.whenComplete((predictions, failure) -> timer.complete(null));
    }

    /** Which version a client wants: one by its number, or the champion. */
    private record Choice(String model, @Nullable Integer version) {}

    /**
     * What holds for every prediction request.
     *
     * @param deadline How long a request may take before it is given up.
     */
    @Validated
    @ConfigurationProperties("sentiment.prediction")
    public record PredictionProperties(
            @DefaultValue("10s") @DurationMin(millis = 1) Duration deadline) {}

    /** The texts of a request that one version predicts, and their places in the request. Not thread-safe. */
    private static final class Share {

        private final List<Integer> places = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();

        static Share ofAll(List<String> texts) {
            Share share = new Share();
            for (int place = 0; place < texts.size(); place++) {
                share.add(place, texts.get(place));
            }
            return share;
        }

        void add(int place, String text) {
            places.add(place);
            texts.add(text);
        }

        List<String> texts() {
            return texts;
        }

        /** Puts the predictions of these texts at their places in those of the request. */
        void scatter(List<Prediction> part, Prediction[] whole) {
            for (int index = 0; index < part.size(); index++) {
                whole[places.get(index)] = part.get(index);
            }
        }
    }
}
