package io.sentiment.rows;

import org.jspecify.annotations.Nullable;

/**
 * A physical line without its end.
 *
 * @param number from 1
 * @param text what could be decoded of it
 * @param fault why it cannot be used, as one sentence, or null if it can
 */
record Line(long number, String text, @Nullable String fault) {

    /** The longest line, and the longest row of several lines, that is read: memory stays bounded. */
    static final int MAXIMUM_CHARACTERS = 1_000_000;

    private static final String TOO_LONG = "The row is longer than 1,000,000 characters.";

    /** A line of which nothing is held. */
    static Line tooLong(long number) {
        return new Line(number, "", TOO_LONG);
    }

    boolean isTooLong() {
        return TOO_LONG.equals(fault);
    }

    void requireUsable() throws UnusableRowException {
        if (fault != null) {
            throw new UnusableRowException(fault);
        }
    }
}
