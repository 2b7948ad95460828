package io.sentiment.rows;

/** Why the row at hand cannot be used; never leaves this package. */
final class UnusableRowException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /** With one sentence for the owner of the data. */
    UnusableRowException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        // Millions of rows may be unusable, and where in the program is of no interest.
        return this;
    }
}
