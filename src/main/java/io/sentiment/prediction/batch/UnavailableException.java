package io.sentiment.prediction.batch;

import java.time.Duration;

/** No answer now, but perhaps to the same request later. The message is one sentence for the client. */
public abstract sealed class UnavailableException extends RuntimeException {

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

    /** The predictions of a request were not ready by its deadline. */
    public static final class DeadlineExceededException extends UnavailableException {

        private static final long serialVersionUID = 1L;

        /** With a sentence of its own. */
        public DeadlineExceededException() {
            super("The predictions were not ready by the deadline of the request.", Duration.ofSeconds(1));
        }
    }

    /** The models have not been warmed up yet, or the service is stopping. */
    public static final class NotReadyException extends UnavailableException {

        private static final long serialVersionUID = 1L;

        /** Tells why in one sentence. */
        public NotReadyException(String message) {
            super(message, Duration.ofSeconds(5));
        }
    }

    /** Too many texts wait already; the request was refused before it cost anything. */
    public static final class QueueFullException extends UnavailableException {

        private static final long serialVersionUID = 1L;

        QueueFullException() {
            super("Too many texts are waiting for their prediction.", Duration.ofSeconds(1));
        }
    }
}
