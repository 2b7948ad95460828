package io.sentiment.rows.file;

import org.jspecify.annotations.Nullable;

/**
 * A row as it stands in a file, without the end of its line.
 *
 * @param number from 1, of its first physical line
 * @param text what could be decoded of it
 * @param fault why it cannot be used, or null if it can
 */
record Line(long number, String text, @Nullable Fault fault) {

    /** The longest row that is read: memory stays bounded. */
    static final int MAXIMUM_CHARACTERS = 1_000_000;

    /** A row of which nothing is held. */
    static Line tooLong(long number) {
        return new Line(number, "", Fault.TOO_LONG);
    }

    boolean isTooLong() {
        return fault == Fault.TOO_LONG;
    }

    /** The text, if it can be used. */
    String usable() throws RowParser.UnusableRowException {
        if (fault != null) {
            throw new RowParser.UnusableRowException(fault.sentence());
        }
        return text;
    }

    /** What spoils a row before it is parsed. */
    enum Fault {
        TOO_LONG("The row is longer than 1,000,000 characters."),
        MALFORMED("The row is not well-formed UTF-8."),
        UNCLOSED("A quoted field is never closed.");

        private final String sentence;

        Fault(String sentence) {
            this.sentence = sentence;
        }

        /** For the owner of the data. */
        String sentence() {
            return sentence;
        }
    }
}
