package io.sentiment.reading.web;

import io.sentiment.model.UnknownModelException;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.Architecture;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.prediction.Answers;
import io.sentiment.prediction.Predictor;
import io.sentiment.prediction.ServedVersion;
import io.sentiment.prediction.ServedVersion.Request;
import io.sentiment.reading.Reading;
import io.sentiment.reading.ReadingState;
import io.sentiment.text.TextReader.ReadText;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads texts piece by piece, each on from where the one before ended. Keeps nothing between them. Thread-safe. */
@Component
final class Readings {

    private final Predictor predictor;

    Readings(Predictor predictor) {
        this.predictor = predictor;
    }

    /**
     * Begins a text with its first piece. Throws and fails as {@link Predictor#predict} does, and with a
     * {@link io.sentiment.platform.ProblemException} if the version carries no state.
     */
    CompletableFuture<Answers<Reading>> begin(String piece, @Nullable String model, @Nullable Integer version) {
        return predictor.answer(
                List.of(piece), model, version, (served, share, request) -> read(served, piece, null, request));
    }

    /**
     * Reads a further piece with the version that has read those before, as {@link #begin} does; a version that was deleted
     * meanwhile is a {@link io.sentiment.platform.ProblemException} too.
     */
    CompletableFuture<Answers<Reading>> readOn(String piece, ReadingState before) {
        ModelVersion version = before.version();
        try {
            return predictor
                    .<Reading>answer(
                            List.of(piece),
                            version.model(),
                            version.version(),
                            (served, share, request) -> read(served, piece, before, request))
                    .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                            failure instanceof UnknownModelException ? gone(version) : failure));
        } catch (UnknownModelException gone) {
            throw gone(version);
        }
    }

    private static CompletableFuture<Answers<Reading>> read(
            ServedVersion served, String piece, @Nullable ReadingState before, Request request) {
        requireState(served);
        ReadText read = served.bundle().reader().read(piece);
        return served.read(List.of(Reading.piece(read, before)), request)
                .thenApply(answers -> new Answers<>(
                        List.of(Reading.of(
                                served.bundle().manifest(),
                                read,
                                before,
                                answers.all().get(0))),
                        answers.timing()));
    }

    private static void requireState(ServedVersion served) {
        ModelVersion version = served.bundle().version();
        Architecture architecture = served.bundle().manifest().architecture();
        if (!architecture.carriesState()) {
            throw stateless(version, "its network reads backwards too, or pools all its states.");
        }
        if (!SealedStates.fits(version.model(), architecture)) {
            throw stateless(version, "its state is longer than " + SealedStates.LONGEST + " characters.");
        }
    }

    private static RuntimeException stateless(ModelVersion version, String reason) {
        return Problem.of(ProblemType.STATELESS_MODEL, "A text cannot be read in pieces by " + version + ": " + reason)
                .at("model")
                .asException();
    }

    private static RuntimeException gone(ModelVersion version) {
        return Problem.of(
                        ProblemType.VERSION_GONE,
                        "The state belongs to " + version + ", which is gone: read the text from its beginning.")
                .at(SealedStates.POINTER)
                .asException();
    }
}
