package io.sentiment.prediction.batch;

import java.time.Duration;

/** No answer now, but perhaps to the same request later. The message is one sentence for the client. */
public abstract sealed class UnavailableException extends RuntimeException
        permits DeadlineExceededException, NotReadyException, QueueFullException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    UnavailableException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** How long the client had better wait before it asks again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
