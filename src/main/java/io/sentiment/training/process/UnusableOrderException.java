package io.sentiment.training.process;

/** A training order that cannot be carried out; the message is one sentence for its owner. */
public final class UnusableOrderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableOrderException(String message) {
        super(message);
    }

    UnusableOrderException(String message, Throwable cause) {
        super(message, cause);
    }
}
