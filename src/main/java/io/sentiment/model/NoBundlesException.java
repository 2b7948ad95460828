package io.sentiment.model;

/** A place without a single model bundle; the message is one sentence for its user. */
public final class NoBundlesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoBundlesException(String place) {
        super("There is no model bundle in " + place + ".");
    }
}
