package io.sentiment.prediction.batch;

import io.sentiment.text.EncodedText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Texts of one request on their way through one batcher. Which texts have been taken is guarded by the lock of the
 * {@link SubmissionQueue}; the answers belong to the worker thread.
 */
public final class Submission {

    private final List<EncodedText> texts;
    private final Deadline deadline;
    private final long acceptedAt;
    private final CompletableFuture<float[]> result = new CompletableFuture<>();
    private final float[] probabilities;
    private int taken;
    private int waitingTokens;
    private int answered;
    private long startedAt;
    private long answeredAt;

    /** @param acceptedAt nanoseconds of the batcher's clock */
    Submission(List<EncodedText> texts, Deadline deadline, long acceptedAt) {
        this.texts = texts;
        this.deadline = deadline;
        this.acceptedAt = acceptedAt;
        this.probabilities = new float[texts.size()];
        this.waitingTokens = texts.stream().mapToInt(EncodedText::length).sum();
    }

    public CompletableFuture<float[]> result() {
        return result;
    }

    Deadline deadline() {
        return deadline;
    }

    long acceptedAt() {
        return acceptedAt;
    }

    /** Known once the last text is answered, to the worker thread and to whoever depends on the result. */
    public Timing timing() {
        return texts.isEmpty()
                ? Timing.NONE
                : new Timing(Duration.ofNanos(startedAt - acceptedAt), Duration.ofNanos(answeredAt - startedAt));
    }

    int waitingTexts() {
        return texts.size() - taken;
    }

    int waitingTokens() {
        return waitingTokens;
    }

    /** The text that the next batch gets. */
    EncodedText next() {
        return texts.get(taken);
    }

    /** Takes that text for a batch. */
    Batch.Row take(long now) {
        if (taken == 0) {
            startedAt = now;
        }
        Batch.Row row = new Batch.Row(this, taken, next());
        waitingTokens -= row.text().length();
        taken++;
        return row;
    }

    /**
     * Returns whether that was the last answer which was missing.
     *
     * @param now nanoseconds of the batcher's clock
     */
    boolean answer(int index, float probability, long now) {
        probabilities[index] = probability;
        answered++;
        answeredAt = now;
        return answered == probabilities.length;
    }

    /** Tells whoever waits; a submission that was cancelled or has failed before stays so. */
    void complete() {
        result.complete(probabilities);
    }

    public void fail(Throwable reason) {
        result.completeExceptionally(reason);
    }
}
