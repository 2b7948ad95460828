package io.sentiment.network;

import io.sentiment.text.EncodedText;

/**
 * An encoded text with the answer that a network is to give, as training and evaluation take it.
 *
 * @param target the probability of positive: 1 or 0 for a true label, what lies between for the opinion of a teacher
 */
public record LabelledText(EncodedText text, double target) {

    /** @throws IllegalArgumentException if {@code target} is no probability */
    public LabelledText {
        Range.require("target", target, 0, 1);
    }

    /** A text with its true label. */
    public LabelledText(EncodedText text, boolean positive) {
        this(text, positive ? 1 : 0);
    }

    /** The label, which is the likelier one where a teacher gave a probability. */
    public boolean positive() {
        return target >= 0.5;
    }
}
