package io.sentiment.training.job;

/** A key of idempotency that has started a retraining with other content. */
public final class ReusedKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReusedKeyException(String retraining) {
        super("This Idempotency-Key has started the retraining " + retraining
                + " with other data or settings: use a new key.");
    }
}
