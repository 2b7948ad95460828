package io.sentiment.training.job;

/** This program stops; another runner goes on. */
final class StoppedJobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoppedJobException() {
        super("The service is stopping.");
    }
}
