package io.sentiment.network.engines;

/** An engine or precision that this machine does not offer; the message says what it does. */
public final class UnavailableEngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnavailableEngineException(String message) {
        super(message);
    }
}
