package io.sentiment.network.training;

import io.sentiment.network.Evaluation;

/**
 * What an epoch gave.
 *
 * @param epoch from 1
 * @param trainingLoss mean cross entropy over the training texts while they were trained on, in nats
 * @param development how the network did on the development texts after the epoch, calibrated if {@link TrainingTexts} say
 *     so: the mean over the sets, if there are several
 */
public record EpochResult(int epoch, double trainingLoss, Evaluation development) {}
