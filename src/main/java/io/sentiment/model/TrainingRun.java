package io.sentiment.model;

import io.sentiment.network.TrainingSettings;

/**
 * How a version was trained. Immutable.
 *
 * @param settings what was asked for
 * @param epochs epochs that were run, at most as many as the settings allow
 * @param bestEpoch the epoch, from 1, whose weights the version has
 * @param seconds wall-clock time that the training took
 * @param command the command line that repeats the training, or a sentence that says what did it
 */
public record TrainingRun(TrainingSettings settings, int epochs, int bestEpoch, double seconds, String command) {

    /** @throws IllegalArgumentException if the numbers contradict each other */
    public TrainingRun {
        if (epochs < 1 || epochs > settings.epochs()) {
            throw new IllegalArgumentException(
                    "epochs must be from 1 to " + settings.epochs() + ", but is " + epochs + ".");
        }
        if (bestEpoch < 1 || bestEpoch > epochs) {
            throw new IllegalArgumentException("bestEpoch must be from 1 to " + epochs + ", but is " + bestEpoch + ".");
        }
        if (!(seconds >= 0 && Double.isFinite(seconds))) {
            throw new IllegalArgumentException("seconds must be at least 0 and finite, but is " + seconds + ".");
        }
    }
}
