package io.sentiment.evaluation;

/** A behavioural suite that cannot be used; the message is one sentence for its author, with the line. */
public final class UnusableSuiteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableSuiteException(String message) {
        super(message);
    }

    UnusableSuiteException(String message, Throwable cause) {
        super(message, cause);
    }
}
