package io.sentiment.training;

/** There is no such retraining. */
public final class UnknownRetrainingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownRetrainingException(String id) {
        super("There is no retraining '" + id + "'.");
    }
}
