package io.sentiment.cli;

/** Something that the user gave cannot be used; the message is one sentence for the user. */
final class InvalidInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidInputException(String message) {
        super(message);
    }
}
