package io.sentiment.prediction;

/** Texts of more sentences than are predicted for one request; the message is one sentence for whoever sent them. */
public final class TooManySentencesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManySentencesException(int most) {
        super("The texts have more than the " + most + " sentences that are allowed.");
    }
}
