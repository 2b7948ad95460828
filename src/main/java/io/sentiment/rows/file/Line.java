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
        return Fault.TOO_LONG.equals(fault);
    }

    /** The same row, which cannot be used. */
    Line with(Fault because) {
        return new Line(number, text, because);
    }

    /** The text, if it can be used. */
    String usable() throws RowParser.UnusableRowException {
        if (fault != null) {
            throw new RowParser.UnusableRowException(fault.sentence());
        }
        return text;
    }

    /**
     * What spoils a row before it is parsed.
     *
     * @param sentence for the owner of the data
     */
    record Fault(String sentence) {

        static final Fault TOO_LONG = new Fault("The row is longer than 1,000,000 characters.");
        static final Fault UNCLOSED = new Fault("A quoted field is never closed.");
        static final Fault QUOTED = new Fault("The row is quoted, but the rows at the beginning of the file are not.");
        static final Fault CONTINUED =
                new Fault("A text in quotation marks goes on in the next line, but the rows at the"
                        + " beginning of the file are not quoted.");

        /** @param bytes such as {@code E8 73} */
        static Fault malformed(Encoding encoding, String bytes) {
            return new Fault("The row is not well-formed " + encoding + ": its bytes " + bytes + " are no character"
                    + (encoding == Encoding.UTF_8 ? "; save the file as UTF-8." : "."));
        }
    }
}
