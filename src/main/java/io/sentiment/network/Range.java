package io.sentiment.network;

/** Checks that a setting is within its range, with a message that names both. */
public final class Range {

    private Range() {}

    public static void require(String name, int value, int minimum, int maximum) {
        if (value < minimum || value > maximum) {
            throw new IllegalArgumentException(
                    name + " must be from " + minimum + " to " + maximum + ", but is " + value + ".");
        }
    }

    public static void require(String name, double value, double minimum, double maximum) {
        if (!(value >= minimum && value <= maximum)) {
            throw new IllegalArgumentException(
                    name + " must be from " + minimum + " to " + maximum + ", but is " + value + ".");
        }
    }
}
