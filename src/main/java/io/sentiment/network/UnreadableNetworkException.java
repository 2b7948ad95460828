package io.sentiment.network;

/** A file that holds no network, or not the one that was expected; the message is one sentence for its user. */
public final class UnreadableNetworkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a sentence that says what is wrong with the file. */
    public UnreadableNetworkException(String message) {
        super(message);
    }

    /** With such a sentence and what DL4J said. */
    public UnreadableNetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
