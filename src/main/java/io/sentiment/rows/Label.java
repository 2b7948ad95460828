package io.sentiment.rows;

import java.util.Locale;

/** The labels of rows as files write them. */
final class Label {

    private static final int MAXIMUM_QUOTED_CHARACTERS = 40;

    private Label() {}

    /** Whether the label says positive. */
    static boolean isPositive(String label) throws UnusableRowException {
        return switch (label.strip().toLowerCase(Locale.ROOT)) {
            case "1", "positive" -> true;
            case "0", "negative" -> false;
            default ->
                throw new UnusableRowException(
                        "The label '" + shorten(label) + "' is unknown: use 0, 1, negative or positive.");
        };
    }

    private static String shorten(String label) {
        return label.length() <= MAXIMUM_QUOTED_CHARACTERS
                ? label
                : label.substring(0, MAXIMUM_QUOTED_CHARACTERS) + "…";
    }
}
