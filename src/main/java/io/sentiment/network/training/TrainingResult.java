package io.sentiment.network.training;

import java.util.List;

/**
 * How a training went; where there were several runs ({@link RepeatedTraining}), how the one with the best epoch went.
 *
 * @param epochs every finished epoch, in order
 * @param best the epoch with the lowest log loss on the development texts, whose weights the network now has, unless they
 *     are a mean
 * @param averagedRuns of how many runs the weights are the mean, or 1
 * @param cancelled whether it was stopped from outside
 * @param temperature by which the log odds of its answers were divided afterwards ({@link TemperatureScaling}), or 1
 */
public record TrainingResult(
        List<EpochResult> epochs, EpochResult best, int averagedRuns, boolean cancelled, double temperature) {

    /** Copies the list. */
    public TrainingResult {
        epochs = List.copyOf(epochs);
    }

    /** This result for the mean of the weights of so many runs, of which some may have been stopped from outside. */
    TrainingResult ofRuns(int runs, boolean anyCancelled) {
        return new TrainingResult(epochs, best, runs, anyCancelled, temperature);
    }

    /** This result with the temperature of a calibration. */
    public TrainingResult withTemperature(double newTemperature) {
        return new TrainingResult(epochs, best, averagedRuns, cancelled, newTemperature);
    }
}
