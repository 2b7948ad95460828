package io.sentiment.prediction;

import io.sentiment.model.RoutingProperties;
import io.sentiment.model.ScriptRouting;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.VersionSource;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.prediction.LiveChampions.Live;
import io.sentiment.prediction.LiveChampions.Snapshot;
import io.sentiment.prediction.ServedVersion.Request;
import io.sentiment.prediction.batch.Batcher.PredictionFailedException;
import io.sentiment.prediction.batch.Deadline;
import io.sentiment.prediction.batch.Timing;
import io.sentiment.prediction.batch.UnavailableException;
import io.sentiment.prediction.batch.UnavailableException.DeadlineExceededException;
import io.sentiment.prediction.batch.UnavailableException.NotReadyException;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final SentencePredictions sentences;
    private final LongSupplier nanoTime;

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
        this.sentences = new SentencePredictions(properties.maxSentences());
        this.nanoTime = nanoTime;
    }

    /**
     * Checks the setting, once the champions are known.
     *
     * @throws UnknownModelException if there is no model of the default's name
     */
    void requireDefault() {
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
    public CompletableFuture<Answers<Prediction>> predict(
            List<String> texts, @Nullable String model, @Nullable Integer version) {
        return answer(texts, model, version, (served, share, request) -> served.predict(share.texts(), request));
    }

    /**
     * Predicts texts as {@link #predict} does, and each of their sentences by itself.
     *
     * @return fails also with a {@link TooManySentencesException}
     */
    public CompletableFuture<Answers<Prediction>> predictSentences(
            List<String> texts, @Nullable String model, @Nullable Integer version) {
        return answer(texts, model, version, sentences);
    }

    /**
     * Asks other things of the versions that {@link #predict} would ask, in the same way.
     *
     * @param question what each version is asked of its texts; may be asked again of another one if it was closed
     *     meanwhile
     */
    public <T> CompletableFuture<Answers<T>> answer(
            List<String> texts, @Nullable String model, @Nullable Integer version, Question<T> question) {
        Deadline deadline = Deadline.in(properties.deadline(), nanoTime);
        Snapshot now = champions.snapshot();
        Map<Choice, Share> shares = shares(texts, model, version, now);
        now.requireReady();
        CompletableFuture<Answers<T>> answer = new CompletableFuture<>();
        failAt(deadline, answer);
        Request request = new Request(deadline, answer);
        List<@Nullable T> all = new ArrayList<>(Collections.nCopies(texts.size(), null));
        List<CompletableFuture<Timing>> parts = new ArrayList<>();
        shares.forEach((choice, share) ->
                parts.add(ask(question, choice, share, now, request).thenApply(part -> {
                    share.scatter(part.all(), all);
                    return part.timing();
                })));
        var unused = CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> answer.complete(new Answers<>(present(all), longest(parts))));
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
    private <T> CompletableFuture<Answers<T>> ask(
            Question<T> question, Choice choice, Share share, Snapshot now, Request request) {
        return attempt(question, choice, share, now, request).whenComplete((part, failure) -> {
            if (failure != null) {
                request.answer().completeExceptionally(cause(failure));
            }
        });
    }

    /** A version may be closed after it was chosen and before its queue has the texts: the choice is made again. */
    private <T> CompletableFuture<Answers<T>> attempt(
            Question<T> question, Choice choice, Share share, Snapshot now, Request request) {
        return running(choice, now)
                .thenCompose(version -> question.ask(version, share, request))
                .exceptionallyCompose(failure -> {
                    Snapshot later = champions.snapshot();
                    return cause(failure) instanceof NotReadyException
                                    && later.isServing()
                                    && !request.answer().isDone()
                            ? attempt(question, choice, share, later, request)
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

    private static <T> List<T> present(List<@Nullable T> all) {
        List<T> present = new ArrayList<>();
        all.forEach(answer -> present.add(Objects.requireNonNull(answer)));
        return present;
    }

    /**
     * What a version is asked of some texts of a request.
     *
     * @param <T> the answer to one text
     */
    @FunctionalInterface
    public interface Question<T> {

        /** Asks, without waiting for the answers, which come in the order of the texts. */
        CompletableFuture<Answers<T>> ask(ServedVersion version, Share share, Request request);
    }

    /** Which version a client wants: one by its number, or the champion. */
    private record Choice(String model, @Nullable Integer version) {}

    /**
     * What holds for every prediction request.
     *
     * @param deadline How long a request may take before it is given up.
     * @param maxSentences Sentences at most that one version answers for a request, where each is to be predicted by itself.
     */
    @Validated
    @ConfigurationProperties("sentiment.prediction")
    public record PredictionProperties(
            @DefaultValue("10s") @DurationMin(millis = 1) Duration deadline,
            @DefaultValue("1024") @Min(1) int maxSentences) {}

    /** The texts of a request that one version is asked of. Nobody changes it once it is asked. */
    public static final class Share {

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

        /** In the order of the request. */
        public List<String> texts() {
            return Collections.unmodifiableList(texts);
        }

        /** Where a text of these stands among those of the request, from 0. */
        public int place(int index) {
            return places.get(index);
        }

        /** Puts the answers to these texts at their places in those of the request. */
        <T> void scatter(List<T> part, List<@Nullable T> whole) {
            for (int index = 0; index < part.size(); index++) {
                whole.set(places.get(index), part.get(index));
            }
        }
    }
}
