package io.sentiment.prediction;

/** An engine failed on a batch. Its cause is for the log, not for the client. */
public final class PredictionFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PredictionFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
