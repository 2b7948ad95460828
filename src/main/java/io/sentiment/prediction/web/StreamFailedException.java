package io.sentiment.prediction.web;

import org.jspecify.annotations.Nullable;

/** The service cannot answer the rest of a stream; the cause says why. */
final class StreamFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StreamFailedException(@Nullable Throwable cause) {
        super(cause);
    }
}
