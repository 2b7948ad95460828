package io.sentiment.network;

import io.sentiment.text.EncodedText;
import org.jspecify.annotations.Nullable;

/**
 * A text, or a piece of one, for an engine to read. Immutable.
 *
 * @param text what is read
 * @param before what the network remembers of the pieces before; null at the beginning of a text
 * @param kept whether the state after the last token is wanted
 */
public record Piece(EncodedText text, @Nullable NetworkState before, boolean kept) {

    /** A whole text, of which only the answer is wanted. */
    public static Piece whole(EncodedText text) {
        return new Piece(text, null, false);
    }

    /** Whether it needs no more than {@link InferenceEngine#positiveProbabilities} does. */
    public boolean isWhole() {
        return before == null && !kept;
    }

    /**
     * What an engine answers. Immutable.
     *
     * @param positive the probability that the text is positive, of all that has been read so far
     * @param after what the network remembers; null where it was not wanted
     */
    public record Reading(float positive, @Nullable NetworkState after) {}
}
