package io.sentiment.network.training;

/**
 * How far a training has come.
 *
 * @param epoch the running epoch, from 1
 * @param epochs the last epoch, if training does not stop early
 * @param rows texts trained on in this epoch
 * @param totalRows texts of an epoch
 * @param loss mean cross entropy of this epoch so far, in nats
 */
public record TrainingProgress(int epoch, int epochs, int rows, int totalRows, double loss) {}
