package io.sentiment.model.keras;

/** A file of Keras that cannot become a bundle; the message is one sentence that names what stands in the way. */
public final class UnusableKerasFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With that sentence. */
    public UnusableKerasFileException(String message) {
        super(message);
    }

    /** With that sentence and what was found out by. */
    public UnusableKerasFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
