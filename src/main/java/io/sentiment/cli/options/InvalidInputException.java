package io.sentiment.cli.options;

/** Something that the user gave cannot be used; the message is one sentence for the user. */
public final class InvalidInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidInputException(String message) {
        super(message);
    }
}
