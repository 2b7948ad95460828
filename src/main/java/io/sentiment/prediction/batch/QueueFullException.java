package io.sentiment.prediction.batch;

import java.time.Duration;

/** Too many texts wait already; the request was refused before it cost anything. */
public final class QueueFullException extends UnavailableException {

    private static final long serialVersionUID = 1L;

    QueueFullException() {
        super("Too many texts are waiting for their prediction.", Duration.ofSeconds(1));
    }
}
