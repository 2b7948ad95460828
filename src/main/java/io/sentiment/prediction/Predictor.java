package io.sentiment.prediction;

import io.sentiment.model.ModelRegistry;
import io.sentiment.model.RoutingProperties;
import io.sentiment.model.ScriptRouting;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.prediction.batch.Deadline;
import io.sentiment.prediction.batch.DeadlineExceededException;
import io.sentiment.prediction.batch.NotReadyException;
import io.sentiment.prediction.batch.PredictionFailedException;
import io.sentiment.prediction.batch.Timing;
import io.sentiment.prediction.batch.UnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Predicts texts of any language with the models that are served. Thread-safe. */
public final class Predictor {

    private final ModelRegistry registry;
    private final BundleFetcher fetcher;
    private final ServedModels served;
    private final RoutingProperties routing;
    private final PredictionProperties properties;
    private final LongSupplier nanoTime;

    Predictor(
            ModelRegistry registry,
            BundleFetcher fetcher,
            ServedModels served,
            RoutingProperties routing,
            PredictionProperties properties,
            LongSupplier nanoTime) {
        this.registry = registry;
        this.fetcher = fetcher;
        this.served = served;
        this.routing = routing;
        this.properties = properties;
        this.nanoTime = nanoTime;
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
        CompletableFuture<Map<ModelBundle, Share>> shares = shares(texts, model, version);
        served.requireReady();
        CompletableFuture<Predictions> answer = new CompletableFuture<>();
        failAt(deadline, answer);
        var unused = shares.thenAccept(known -> predict(known, version == null, deadline, answer, texts.size()))
                .exceptionally(failure -> {
                    answer.completeExceptionally(cause(failure));
                    return null;
                });
        return answer;
    }

    /**
     * Whether {@link #predict} would take texts for this model now; for whoever must know before there are texts.
     *
     * @throws UnknownModelException if there is no such model or version
     * @throws NotReadyException before the models are warmed up and when the service stops
     */
    public void requireReady(@Nullable String model, @Nullable Integer version) {
        if (model != null && version != null) {
            registry.requireKnown(model, version);
        } else {
            var unused = shares(List.of(), model, version);
        }
        served.requireReady();
    }

    private CompletableFuture<Map<ModelBundle, Share>> shares(
            List<String> texts, @Nullable String model, @Nullable Integer version) {
        if (model == null) {
            if (version != null) {
                throw new IllegalArgumentException("A version needs a model.");
            }
            return CompletableFuture.completedFuture(sharesByScript(texts));
        }
        CompletableFuture<ModelBundle> bundle = version == null
                ? CompletableFuture.completedFuture(registry.champion(model))
                : fetcher.fetch(model, version);
        return bundle.thenApply(known -> Map.of(known, Share.ofAll(texts)));
    }

    private Map<ModelBundle, Share> sharesByScript(List<String> texts) {
        Map<ModelBundle, Share> shares = new LinkedHashMap<>();
        Map<String, ModelBundle> champions = champions();
        ScriptRouting scripts = ScriptRouting.between(
                champions.values().stream().map(ModelBundle::manifest).toList(), routing);
        for (int index = 0; index < texts.size(); index++) {
            ModelBundle predicting = champions.get(scripts.predictorOf(texts.get(index)));
            shares.computeIfAbsent(predicting, bundle -> new Share()).add(index, texts.get(index));
        }
        return shares;
    }

    /** By model, of this moment, so that a promotion does not split a request. */
    private Map<String, ModelBundle> champions() {
        Map<String, ModelBundle> champions = new LinkedHashMap<>();
        registry.models().forEach(model -> champions.put(model, registry.champion(model)));
        if (routing.defaultModel() != null && !champions.containsKey(routing.defaultModel())) {
            throw new UnknownModelException(routing.defaultModel());
        }
        return champions;
    }

    private void predict(
            Map<ModelBundle, Share> shares,
            boolean toChampions,
            Deadline deadline,
            CompletableFuture<Predictions> answer,
            int count) {
        Prediction[] predictions = new Prediction[count];
        List<CompletableFuture<Timing>> parts = new ArrayList<>();
        shares.forEach((bundle, share) ->
                parts.add(predict(new Part(bundle, toChampions, share.texts(), deadline), answer)
                        .thenApply(part -> {
                            share.scatter(part.predictions(), predictions);
                            return part.timing();
                        })));
        var unused = CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> answer.complete(new Predictions(List.of(predictions), longest(parts))));
    }

    /** The first part that fails lets the whole answer fail at once, which gives up the other parts. */
    private CompletableFuture<Predictions> predict(Part part, CompletableFuture<Predictions> answer) {
        return attempt(part, answer).whenComplete((predictions, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(cause(failure));
            }
        });
    }

    /** A version may be retired after it was chosen and before its queue has the texts: the choice is made again. */
    private CompletableFuture<Predictions> attempt(Part part, CompletableFuture<Predictions> answer) {
        return served.version(part.bundle(), part.toChampion())
                .thenCompose(version -> version.predict(part.texts(), part.deadline(), answer))
                .exceptionallyCompose(
                        failure -> cause(failure) instanceof NotReadyException && !served.closed() && !answer.isDone()
                                ? attempt(part.chosenAgain(registry), answer)
                                : CompletableFuture.failedFuture(cause(failure)));
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

    /** The texts of a request that go to one version, as its champion or by its number. */
    private record Part(ModelBundle bundle, boolean toChampion, List<String> texts, Deadline deadline) {

        Part chosenAgain(ModelRegistry registry) {
            return toChampion ? new Part(registry.champion(bundle.version().model()), true, texts, deadline) : this;
        }
    }
}
