package io.sentiment.prediction.batch;

import java.time.Duration;

/** The models have not been warmed up yet, or the service is stopping. */
public final class NotReadyException extends UnavailableException {

    private static final long serialVersionUID = 1L;

    public NotReadyException(String message) {
        super(message, Duration.ofSeconds(5));
    }
}
