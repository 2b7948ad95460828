package io.sentiment.training.upload;

import io.sentiment.network.Architecture;
import io.sentiment.training.gate.GateMode;
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
 * @param gate what becomes of the challenger
 * @param seed of everything that is random
 */
public record RetrainingSettings(
        RetrainingStart start,
        @Nullable Architecture architecture,
        int newWords,
        int epochs,
        double learningRate,
        double replayShare,
        double heldOutShare,
        boolean includeCorrections,
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
    public static final RetrainingSettings DEFAULT = new RetrainingSettings(
            RetrainingStart.CHAMPION, null, 5_000, 3, 0.0005, 0.2, 0.1, true, GateMode.AUTOMATIC, 42);

    /** @throws InvalidSettingException if a value is out of its range; the message names it and the range */
    public RetrainingSettings {
        require("newWords", newWords, 0, 1_000_000);
        require("epochs", epochs, 1, MOST_EPOCHS);
        require("learningRate", learningRate, 1e-8, 1);
        require("replayShare", replayShare, 0, LARGEST_REPLAY_SHARE);
        require("heldOutShare", heldOutShare, SMALLEST_HELD_OUT_SHARE, LARGEST_HELD_OUT_SHARE);
        if (architecture != null && start == RetrainingStart.CHAMPION) {
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
}
