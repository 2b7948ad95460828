package io.sentiment.training.job;

/** Another runner has taken a retraining over; this one has nothing to say any more. */
final class LostJobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostJobException(String id) {
        super("Another runner has taken the retraining " + id + " over.");
    }
}
