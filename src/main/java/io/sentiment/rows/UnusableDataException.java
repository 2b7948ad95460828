package io.sentiment.rows;

/** Labelled data that cannot be used at all; the message is one sentence for its owner. */
public final class UnusableDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnusableDataException(String message) {
        super(message);
    }

    public UnusableDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
