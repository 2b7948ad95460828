package io.sentiment.training.gate;

/**
 * The rule of a promotion. Immutable.
 *
 * @param mode who decides
 * @param maximumAccuracyLoss by how much accuracy, as a share, may be lower on any held-out set, in [0, 1]
 * @param maximumLogLossIncrease by which share of the champion's the log loss may be higher on any held-out set, at
 *     least 0
 */
public record GateSettings(GateMode mode, double maximumAccuracyLoss, double maximumLogLossIncrease) {

    /** Accuracy not lower on any set, log loss not worse by more than 2 % on any. */
    public static final GateSettings DEFAULT = new GateSettings(GateMode.AUTOMATIC, 0, 0.02);

    /** @throws IllegalArgumentException if a value is out of its range; the message names it */
    public GateSettings {
        if (!(maximumAccuracyLoss >= 0 && maximumAccuracyLoss <= 1)) {
            throw new IllegalArgumentException(
                    "maximumAccuracyLoss must be from 0 to 1, but is " + maximumAccuracyLoss + ".");
        }
        if (!(maximumLogLossIncrease >= 0 && Double.isFinite(maximumLogLossIncrease))) {
            throw new IllegalArgumentException(
                    "maximumLogLossIncrease must be at least 0 and finite, but is " + maximumLogLossIncrease + ".");
        }
    }

    /** The default rule with another mode. */
    public static GateSettings of(GateMode mode) {
        return new GateSettings(mode, DEFAULT.maximumAccuracyLoss, DEFAULT.maximumLogLossIncrease);
    }
}
