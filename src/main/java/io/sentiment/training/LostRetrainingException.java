package io.sentiment.training;

/** Another runner has taken a retraining over; this one has nothing to say any more. */
final class LostRetrainingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostRetrainingException(String id) {
        super("Another runner has taken the retraining " + id + " over.");
    }
}
