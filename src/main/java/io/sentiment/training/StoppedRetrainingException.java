package io.sentiment.training;

/** This program stops; another runner goes on. */
final class StoppedRetrainingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoppedRetrainingException() {
        super("The service is stopping.");
    }
}
