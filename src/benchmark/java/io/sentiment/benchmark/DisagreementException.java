package io.sentiment.benchmark;

/** A contender computes something else than the others; the message is one sentence. */
final class DisagreementException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DisagreementException(String message) {
        super(message);
    }
}
