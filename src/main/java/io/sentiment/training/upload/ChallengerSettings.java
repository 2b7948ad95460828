package io.sentiment.training.upload;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sentiment.network.Architecture;
import io.sentiment.rows.file.Labels;
import io.sentiment.training.gate.GateMode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a challenger is made and what becomes of it. Immutable.
 *
 * @param start weights to begin with
 * @param architecture of a network from scratch; null for that of the champion
 * @param newWords words at most that the champion does not know and that the challenger learns
 * @param epochs passes over the training rows at most
 * @param learningRate step size of Adam
 * @param replayShare share of the training rows that come from earlier training sets of the model, as far as there are
 *     so many, in [0, 0.9]
 * @param heldOutShare share of the uploaded rows that are held out to measure on, where there is no test set
 * @param includeCorrections whether the corrections since the last retraining that took them in are trained on
 * @param labels what the labels of the uploaded rows mean; empty for the usual ones
 * @param gate what becomes of the challenger
 * @param seed of everything that is random
 */
@Schema(name = "RetrainingSettings")
public record ChallengerSettings(
        Start start,
        @Nullable Architecture architecture,
        int newWords,
        int epochs,
        double learningRate,
        double replayShare,
        double heldOutShare,
        boolean includeCorrections,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) @JsonInclude(JsonInclude.Include.NON_EMPTY)
        SortedMap<String, Labels.Meaning> labels,

        GateMode gate,
        long seed) {

    private static final int MOST_EPOCHS = 1_000;
    private static final double LARGEST_REPLAY_SHARE = 0.9;
    private static final double SMALLEST_HELD_OUT_SHARE = 0.01;
    private static final double LARGEST_HELD_OUT_SHARE = 0.5;

    /**
     * From the champion's weights in three epochs: 10,000 short texts take less than two minutes on two cores with a
     * network of the size of those that are shipped.
     */
    public static final ChallengerSettings DEFAULT = new ChallengerSettings(
            Start.CHAMPION, null, 5_000, 3, 0.0005, 0.2, 0.1, true, new TreeMap<>(), GateMode.AUTOMATIC, 42);

    /** What settings do not say that an earlier release has stored, and those without labels of their own. */
    public static final Map<String, Object> ABSENT = Map.of("labels", Map.of());

    /** @throws InvalidSettingException if a value is out of its range; the message names it and the range */
    public ChallengerSettings {
        require("newWords", newWords, 0, 1_000_000);
        require("epochs", epochs, 1, MOST_EPOCHS);
        require("learningRate", learningRate, 1e-8, 1);
        require("replayShare", replayShare, 0, LARGEST_REPLAY_SHARE);
        require("heldOutShare", heldOutShare, SMALLEST_HELD_OUT_SHARE, LARGEST_HELD_OUT_SHARE);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        try {
            Labels.of(labels);
        } catch (IllegalArgumentException unusable) {
            throw new InvalidSettingException("labels", String.valueOf(unusable.getMessage()));
        }
        if (architecture != null && start == Start.CHAMPION) {
            throw new InvalidSettingException(
                    "architecture",
                    "The champion's weights fit its own architecture only: leave the architecture out, or start from "
                            + "scratch.");
        }
    }

    private static void require(String setting, double value, double minimum, double maximum) {
        if (!(value >= minimum && value <= maximum)) {
            throw new InvalidSettingException(
                    setting,
                    setting + " must be from " + text(minimum) + " to " + text(maximum) + ", but is " + text(value)
                            + ".");
        }
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** What weights a challenger begins with. */
    public enum Start {
        /** Random ones, and a vocabulary of its own. */
        SCRATCH,

        /** Those of the champion; words that it does not know get new embeddings. */
        CHAMPION;

        /** The name in JSON. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The start of that name.
         *
         * @throws IllegalArgumentException for any other name
         */
        @JsonCreator
        public static Start ofLabel(String label) {
            return Arrays.stream(values())
                    .filter(start -> start.label().equals(label))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("Unknown start '" + label + "': use scratch or champion."));
        }
    }

    /** A setting that is out of its range; the message is one sentence for whoever chose it. */
    public static final class InvalidSettingException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String setting;

        InvalidSettingException(String setting, String message) {
            super(message);
            this.setting = setting;
        }

        /** Its name. */
        public String setting() {
            return setting;
        }
    }
}
