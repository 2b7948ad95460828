package io.sentiment.prediction.batch;

import java.time.Duration;

/** The predictions of a request were not ready by its deadline. */
public final class DeadlineExceededException extends UnavailableException {

    private static final long serialVersionUID = 1L;

    public DeadlineExceededException() {
        super("The predictions were not ready by the deadline of the request.", Duration.ofSeconds(1));
    }
}
