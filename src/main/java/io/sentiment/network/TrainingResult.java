package io.sentiment.network;

import java.util.List;

/**
 * How a training went.
 *
 * @param epochs every finished epoch, in order
 * @param best the epoch with the lowest log loss on the development texts, whose weights the network now has
 * @param cancelled whether it was stopped from outside
 */
public record TrainingResult(List<EpochResult> epochs, EpochResult best, boolean cancelled) {

    /** Copies the list. */
    public TrainingResult {
        epochs = List.copyOf(epochs);
    }
}
