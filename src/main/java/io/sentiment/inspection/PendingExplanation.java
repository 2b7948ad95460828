package io.sentiment.inspection;

import io.sentiment.text.EncodedText;
import java.util.List;

/**
 * A text that was read and is to be explained. What a network has to predict for it is left to whoever has an engine, so
 * that a service can compute it in batches with other texts. Immutable and thread-safe.
 */
public interface PendingExplanation {

    /** The text as the network reads it. */
    EncodedText encoded();

    /** The texts that an engine has to predict; may be none. */
    List<EncodedText> rows();

    /**
     * The explanation. Without rows it computes what there is to compute on the calling thread.
     *
     * @param positive the probabilities of the rows, in their order
     * @throws IllegalArgumentException if they are not as many as the rows
     */
    TextExplanation explanation(float[] positive);
}
