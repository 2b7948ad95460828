package io.sentiment.training.job;

/** There is no such retraining. */
public final class UnknownJobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownJobException(String id) {
        super("There is no retraining '" + id + "'.");
    }
}
