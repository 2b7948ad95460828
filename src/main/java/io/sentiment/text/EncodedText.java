package io.sentiment.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text as a network reads it.
 *
 * <p>For speed the array is neither copied on the way in nor on the way out: whoever holds an encoded text must not
 * write to it. Under that condition it is immutable and thread-safe. Two encoded texts are equal when their contents are.
 *
 * @param tokenIds ids of a {@link Vocabulary}, at least one
 * @param tokens number of tokens of the whole text, which may be 0 or exceed the number of ids; a word that is cut into
 *     pieces counts as that many
 * @param unknownTokens how many of these are words of which the vocabulary holds nothing, not even a piece
 * @param truncated whether the ids leave out a part of the text
 */
@SuppressWarnings("ArrayRecordComponent") // A batch reads millions of these ids; boxing or copying them would show.
public record EncodedText(int[] tokenIds, int tokens, int unknownTokens, boolean truncated) {

    /** @throws IllegalArgumentException when there is no id or the counts contradict each other */
    public EncodedText {
        if (tokenIds.length == 0) {
            throw new IllegalArgumentException("An encoded text must have at least one token id.");
        }
        if (unknownTokens < 0 || unknownTokens > tokens) {
            throw new IllegalArgumentException(
                    "A text of " + tokens + " tokens cannot have " + unknownTokens + " unknown tokens.");
        }
    }

    /** The number of ids, at least 1. */
    public int length() {
        return tokenIds.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EncodedText that
                && Arrays.equals(tokenIds, that.tokenIds)
                && tokens == that.tokens
                && unknownTokens == that.unknownTokens
                && truncated == that.truncated;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(tokenIds) + tokens;
    }

    @Override
    public String toString() {
        return "EncodedText[tokenIds=" + Arrays.toString(tokenIds) + ", tokens=" + tokens + ", unknownTokens="
                + unknownTokens + ", truncated=" + truncated + "]";
    }
}
