package io.sentiment.network.dl4j;

import io.sentiment.network.Range;

/**
 * Whether a batch of a training goes on where the batch before it ended. Gradients stop at the edge between the two.
 * Immutable.
 *
 * @param stateful whether each row begins with the last state of the same row of the batch before, which is another text,
 *     as {@code stateful=True} in Keras; states are reset at the beginning of each epoch
 * @param chunk tokens of the pieces in which a text is read, one piece in each of successive batches (truncated
 *     back-propagation through time; Williams and Peng 1990); 0 for whole texts
 */
public record Continuity(boolean stateful, int chunk) {

    /** Each batch begins without a memory, and has whole texts. */
    public static final Continuity NONE = new Continuity(false, 0);

    /** @throws IllegalArgumentException if {@code chunk} is out of its range; the message names it and the range */
    public Continuity {
        Range.require("chunk", chunk, 0, 65_536);
    }

    /** Whether a batch may begin with states of the batch before. */
    public boolean carriesStates() {
        return stateful || chunk > 0;
    }

    /** Leaves {@link #NONE} out of JSON, which releases that know nothing of it thus go on reading. */
    static final class OmitNone {

        @Override
        public boolean equals(Object other) {
            return NONE.equals(other);
        }

        @Override
        public int hashCode() {
            return NONE.hashCode();
        }
    }
}
