package io.sentiment.training;

/** Labelled data that cannot be used at all; the message is one sentence for its owner. */
public final class UnusableDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableDataException(String message) {
        super(message);
    }

    UnusableDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
