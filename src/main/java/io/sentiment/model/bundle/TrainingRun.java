package io.sentiment.model.bundle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sentiment.network.dl4j.TrainingSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * How a version was trained. Immutable.
 *
 * @param settings what was asked for
 * @param epochs epochs that were run, at most as many as the settings allow
 * @param bestEpoch the epoch, from 1, whose weights the version has, unless they are a mean
 * @param seconds wall-clock time that the training took
 * @param command the command line that repeats the training, or a sentence that says what did it
 * @param temperature by which the log odds of the answers were divided after the training to calibrate them, or 1
 * @param averagedRuns of how many runs, each from the same beginning and with a seed of its own, the weights are the mean;
 *     1 for those of a single one. Epochs are those of the best of them
 */
@JsonDeserialize(builder = TrainingRun.Reader.class)
public record TrainingRun(
        TrainingSettings settings,
        int epochs,
        int bestEpoch,
        double seconds,
        String command,
        double temperature,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = OmitOne.class)
        int averagedRuns) {

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
        if (averagedRuns < 1) {
            throw new IllegalArgumentException("averagedRuns must be at least 1, but is " + averagedRuns + ".");
        }
        if (!(temperature > 0 && Double.isFinite(temperature))) {
            throw new IllegalArgumentException("temperature must be above 0 and finite, but is " + temperature + ".");
        }
    }

    /** A single run without calibration. */
    public TrainingRun(TrainingSettings settings, int epochs, int bestEpoch, double seconds, String command) {
        this(settings, epochs, bestEpoch, seconds, command, 1, 1);
    }

    /** Keeps what earlier releases do not know out of the manifests that they can read. */
    static final class OmitOne {

        @Override
        public boolean equals(@Nullable Object other) {
            return Integer.valueOf(1).equals(other);
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    /** Reads a run as JSON: those that were written by earlier releases have no temperature, or no mean. */
    @JsonPOJOBuilder
    static final class Reader {

        private TrainingRun run;

        @JsonCreator
        Reader(
                @JsonProperty("settings") TrainingSettings settings,
                @JsonProperty("epochs") int epochs,
                @JsonProperty("bestEpoch") int bestEpoch,
                @JsonProperty("seconds") double seconds,
                @JsonProperty("command") String command) {
            run = new TrainingRun(settings, epochs, bestEpoch, seconds, command);
        }

        @JsonProperty("temperature")
        Reader temperature(double temperature) {
            return with(temperature, run.averagedRuns);
        }

        @JsonProperty("averagedRuns")
        Reader averagedRuns(int averagedRuns) {
            return with(run.temperature, averagedRuns);
        }

        TrainingRun build() {
            return run;
        }

        private Reader with(double temperature, int averagedRuns) {
            run = new TrainingRun(
                    run.settings, run.epochs, run.bestEpoch, run.seconds, run.command, temperature, averagedRuns);
            return this;
        }
    }
}
