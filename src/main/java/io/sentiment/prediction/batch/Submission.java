package io.sentiment.prediction.batch;

import io.sentiment.network.Piece;
import io.sentiment.network.Piece.Reading;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one request wants of one version, on its way through the batcher. Which texts have been taken is guarded by the lock
 * of the {@link SubmissionQueue}; the answers belong to the worker thread.
 *
 * @param <R> what the request gets
 */
public abstract sealed class Submission<R> {

    /** How long a submission may wait behind others. */
    enum Urgency {
        /** Batches are made of what waits longest. */
        PREDICTION,

        /** A share of the batches while predictions wait, all of them otherwise. */
        INSPECTION
    }

    private final List<Piece> pieces;
    private final Urgency urgency;
    private final Deadline deadline;
    private final long acceptedAt;
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private int taken;
    private int waitingTokens;
    private long startedAt;
    private long answeredAt;

    private Submission(List<Piece> pieces, Urgency urgency, Deadline deadline, long acceptedAt) {
        this.pieces = pieces;
        this.urgency = urgency;
        this.deadline = deadline;
        this.acceptedAt = acceptedAt;
        this.waitingTokens =
                pieces.stream().mapToInt(piece -> piece.text().length()).sum();
    }

    /** What the request gets. Cancelling it frees the places of the texts that still wait. */
    public CompletableFuture<R> result() {
        return result;
    }

    /** Known once the last text is answered, to the worker thread and to whoever depends on the result. */
    public Timing timing() {
        return pieces.isEmpty()
                ? Timing.NONE
                : new Timing(Duration.ofNanos(startedAt - acceptedAt), Duration.ofNanos(answeredAt - startedAt));
    }

    /** Tells whoever waits; a submission that was cancelled or has failed before stays so. */
    public void fail(Throwable reason) {
        result.completeExceptionally(reason);
    }

    Urgency urgency() {
        return urgency;
    }

    Deadline deadline() {
        return deadline;
    }

    long acceptedAt() {
        return acceptedAt;
    }

    int waitingTexts() {
        return pieces.size() - taken;
    }

    int waitingTokens() {
        return waitingTokens;
    }

    /** The text that the next batch gets. */
    Piece next() {
        return pieces.get(taken);
    }

    /** Takes that text for a batch. */
    Batch.Row take(long now) {
        if (taken == 0) {
            startedAt = now;
        }
        Batch.Row row = new Batch.Row(this, taken, next());
        waitingTokens -= row.piece().text().length();
        taken++;
        return row;
    }

    /** @param now nanoseconds of the batcher's clock */
    final void answeredAt(long now) {
        answeredAt = now;
    }

    /** Gives the request what it waits for, once nothing of it is missing. */
    abstract void complete();

    /** Texts that the engine reads, each of which may have come into a batch of its own. */
    static final class OfPieces extends Submission<List<Reading>> {

        private final @Nullable Reading[] readings;
        private int answered;

        /** @param acceptedAt nanoseconds of the batcher's clock */
        OfPieces(List<Piece> pieces, Urgency urgency, Deadline deadline, long acceptedAt) {
            super(pieces, urgency, deadline, acceptedAt);
            readings = new @Nullable Reading[pieces.size()];
        }

        /** Returns whether that was the last answer which was missing; several workers may bring some. */
        synchronized boolean answer(int index, Reading reading, long now) {
            readings[index] = reading;
            answered++;
            answeredAt(now);
            return answered == readings.length;
        }

        @Override
        void complete() {
            result().complete(Arrays.stream(readings)
                    .<Reading>map(Objects::requireNonNull)
                    .toList());
        }
    }

    /** A look into how one text is read, which is a batch of its own. */
    static final class OfTask<T> extends Submission<T> {

        private final Supplier<T> task;
        private @Nullable T value;

        /** @param text that is looked into; its tokens count as those of a text that the engine reads */
        OfTask(Piece text, Supplier<T> task, Deadline deadline, long acceptedAt) {
            super(List.of(text), Urgency.INSPECTION, deadline, acceptedAt);
            this.task = task;
        }

        /** Computes what the request gets. */
        void compute() {
            value = task.get();
        }

        @Override
        void complete() {
            result().complete(value);
        }
    }
}
