package io.sentiment.network.training;

import java.util.List;

/**
 * How a training went.
 *
 * @param epochs every finished epoch, in order
 * @param best the epoch with the lowest log loss on the development texts, whose weights the network now has
 * @param cancelled whether it was stopped from outside
 * @param temperature by which the log odds of its answers were divided afterwards ({@link TemperatureScaling}), or 1
 */
public record TrainingResult(List<EpochResult> epochs, EpochResult best, boolean cancelled, double temperature) {

    /** Copies the list. */
    public TrainingResult {
        epochs = List.copyOf(epochs);
    }

    /** This result with the temperature of a calibration. */
    public TrainingResult withTemperature(double newTemperature) {
        return new TrainingResult(epochs, best, cancelled, newTemperature);
    }
}
