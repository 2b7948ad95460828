package io.sentiment.network;

/** Checks that a setting is within its range. */
public final class Range {

    private Range() {}

    /** @throws OutOfRangeException if the value is below the minimum or above the maximum */
    public static void require(String setting, int value, int minimum, int maximum) {
        if (value < minimum || value > maximum) {
            throw new OutOfRangeException(setting, "from " + minimum + " to " + maximum, value);
        }
    }

    /** @throws OutOfRangeException if the value is below the minimum or above the maximum, or no number */
    public static void require(String setting, double value, double minimum, double maximum) {
        if (!(value >= minimum && value <= maximum)) {
            throw new OutOfRangeException(setting, "from " + minimum + " to " + maximum, value);
        }
    }

    /** @throws OutOfRangeException if the value is below 0 or not below 1, or no number */
    public static void requireBelowOne(String setting, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new OutOfRangeException(setting, "at least 0 and below 1", value);
        }
    }
}
