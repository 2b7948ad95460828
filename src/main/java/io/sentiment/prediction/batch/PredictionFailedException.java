package io.sentiment.prediction.batch;

/** An engine failed on a batch. Its cause is for the log, not for the client. */
public final class PredictionFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PredictionFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
