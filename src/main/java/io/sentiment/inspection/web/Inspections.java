package io.sentiment.inspection.web;

import io.sentiment.inspection.ExplanationSettings;
import io.sentiment.inspection.PendingExplanation;
import io.sentiment.inspection.PendingTrace;
import io.sentiment.inspection.TextExplanation;
import io.sentiment.inspection.TextTrace;
import io.sentiment.inspection.TextTracer;
import io.sentiment.inspection.Units;
import io.sentiment.network.Piece;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemException;
import io.sentiment.platform.ProblemType;
import io.sentiment.prediction.Answers;
import io.sentiment.prediction.Predictor;
import io.sentiment.prediction.ServedVersion;
import io.sentiment.prediction.ServedVersion.Request;
import io.sentiment.prediction.batch.Timing;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the versions that answer, between their batches. Throws and fails as {@link Predictor#predict} does, and with a
 * {@link ProblemException} that names a text of too many tokens or a unit that there is not. Thread-safe.
 */
final class Inspections implements AutoCloseable {

    private final Predictor predictor;
    private final InspectionProperties properties;
    private final InspectedVersions versions;

    Inspections(Predictor predictor, InspectionProperties properties) {
        this.predictor = predictor;
        this.properties = properties;
        this.versions = new InspectedVersions(properties.maxVersions());
    }

    /**
     * Traces a text.
     *
     * @param units which, of a version with that many units a direction; throws an {@link IllegalArgumentException} with one
     *     sentence if it has not those
     */
    CompletableFuture<Answers<TextTrace>> trace(
            String text, @Nullable String model, @Nullable Integer version, Function<Integer, Units> units) {
        return predictor.answer(
                List.of(text),
                model,
                version,
                (served, share, request) -> versions.of(served.bundle(), request)
                        .thenCompose(weights -> trace(weights.tracer(), text, units, served, request)));
    }

    private CompletableFuture<Answers<TextTrace>> trace(
            TextTracer tracer, String text, Function<Integer, Units> wanted, ServedVersion served, Request request) {
        Units units = units(wanted, tracer.hiddenSize());
        PendingTrace pending = tracer.read(text);
        boolean large = units.chosen() != null || !pending.rows().isEmpty();
        requireShort(pending.encoded(), large ? properties.maxTokens() : properties.maxSummaryTokens(), "text");
        return probabilities(pending.rows(), served, request)
                .thenCompose(positive -> served.inspect(
                                pending.encoded(), () -> pending.trace(positive.probabilities(), units), request)
                        .thenApply(positive::before));
    }

    private static Units units(Function<Integer, Units> wanted, int hidden) {
        try {
            return wanted.apply(hidden);
        } catch (IllegalArgumentException unknown) {
            throw Problem.of(ProblemType.UNKNOWN_UNITS, unknown).at("units").asException();
        }
    }

    /** Explains texts; {@code texts[i]} is what the problem of a text points to. */
    CompletableFuture<Answers<TextExplanation>> explain(
            List<String> texts, @Nullable String model, @Nullable Integer version, ExplanationSettings settings) {
        return predictor.answer(
                texts,
                model,
                version,
                (served, share, request) -> versions.of(served.bundle(), request)
                        .thenCompose(weights -> {
                            List<PendingExplanation> pending = new ArrayList<>();
                            for (int index = 0; index < share.texts().size(); index++) {
                                PendingExplanation text =
                                        weights.explainer().read(share.texts().get(index), settings);
                                requireShort(
                                        text.encoded(), properties.maxTokens(), "texts[" + share.place(index) + "]");
                                pending.add(text);
                            }
                            return all(pending.stream()
                                    .map(text -> explain(text, served, request))
                                    .toList());
                        }));
    }

    private static CompletableFuture<Answers<TextExplanation>> explain(
            PendingExplanation pending, ServedVersion served, Request request) {
        return pending.rows().isEmpty()
                ? served.inspect(pending.encoded(), () -> pending.explanation(new float[0]), request)
                : probabilities(pending.rows(), served, request)
                        .thenApply(positive -> new Answers<>(
                                List.of(pending.explanation(positive.probabilities())), positive.timing()));
    }

    private static CompletableFuture<Answers<TextExplanation>> all(
            List<CompletableFuture<Answers<TextExplanation>>> answers) {
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(nothing -> {
                    List<TextExplanation> all = new ArrayList<>();
                    Timing timing = Timing.NONE;
                    for (CompletableFuture<Answers<TextExplanation>> answer : answers) {
                        all.addAll(answer.join().all());
                        timing = timing.longest(answer.join().timing());
                    }
                    return new Answers<>(all, timing);
                });
    }

    private static CompletableFuture<Rows> probabilities(
            List<EncodedText> rows, ServedVersion served, Request request) {
        if (rows.isEmpty()) {
            return CompletableFuture.completedFuture(new Rows(new float[0], Timing.NONE));
        }
        return served.inspect(rows.stream().map(Piece::whole).toList(), request).thenApply(answers -> {
            float[] probabilities = new float[rows.size()];
            for (int row = 0; row < probabilities.length; row++) {
                probabilities[row] = answers.all().get(row).positive();
            }
            return new Rows(probabilities, answers.timing());
        });
    }

    private static void requireShort(EncodedText text, int most, String pointer) {
        if (text.length() > most) {
            throw Problem.of(
                            ProblemType.TOO_MANY_TOKENS,
                            "The text has " + text.length() + " tokens, but at most " + most
                                    + " are looked into in this way.")
                    .at(pointer)
                    .asException();
        }
    }

    /** Stops reading the weights of further versions. */
    @Override
    public void close() {
        versions.close();
    }

    /** What the engine answered on the way. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Rows(float[] probabilities, Timing timing) {

        /** That answer with the time that came before it. */
        <T> Answers<T> before(Answers<T> answer) {
            Timing whole = new Timing(
                    timing.queue().plus(answer.timing().queue()),
                    timing.inference().plus(answer.timing().inference()));
            return new Answers<>(answer.all(), whole);
        }
    }
}
