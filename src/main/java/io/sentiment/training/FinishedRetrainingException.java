package io.sentiment.training;

/** A retraining that cannot be changed any more; the message is one sentence. */
public final class FinishedRetrainingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FinishedRetrainingException(String id, RetrainingState state) {
        super("The retraining " + id + " has ended already: it is " + state + ".");
    }
}
