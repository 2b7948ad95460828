package io.sentiment.network.pretraining;

import java.util.concurrent.CancellationException;

/** Tells a listener, after some work each time, how a stage goes. Not thread-safe. */
final class StageReport {

    /** From a tenth of a second to some seconds of work. */
    private static final int TOKENS_PER_REPORT = 50_000;

    private final String stage;
    private final int epochs;
    private final long totalTokens;
    private final PretrainingListener listener;
    private long reportedTokens;
    private double lossSum;
    private long losses;

    StageReport(String stage, int epochs, long totalTokens, PretrainingListener listener) {
        this.stage = stage;
        this.epochs = epochs;
        this.totalTokens = totalTokens;
        this.listener = listener;
    }

    /** Takes {@code count} losses that sum to {@code sum}, in nats. */
    void addLoss(double sum, long count) {
        lossSum += sum;
        losses += count;
    }

    /**
     * To be called after each text or batch.
     *
     * @param tokens trained on in this epoch
     * @throws CancellationException if the listener wants no more
     */
    void trained(int epoch, long tokens) {
        if (tokens >= reportedTokens && tokens - reportedTokens < TOKENS_PER_REPORT && tokens < totalTokens) {
            return;
        }
        listener.progressed(
                new PretrainingListener.Progress(stage, epoch, epochs, tokens, totalTokens, lossSum / losses));
        reportedTokens = tokens;
        lossSum = 0;
        losses = 0;
        if (listener.cancelled()) {
            throw new CancellationException("The pre-training was cancelled.");
        }
    }
}
