package io.sentiment.network.pretraining;

/**
 * How far a stage of a pre-training has come. Immutable.
 *
 * @param stage its name
 * @param epoch the running epoch, from 1
 * @param epochs the last epoch
 * @param tokens trained on in this epoch
 * @param totalTokens of an epoch
 * @param loss the mean loss since the last report, in nats; NaN when nothing was measured since
 */
public record PretrainingProgress(String stage, int epoch, int epochs, long tokens, long totalTokens, double loss) {}
