package io.sentiment.network;

import io.sentiment.text.EncodedText;
import java.util.List;

/**
 * Computes the predictions of one trained network. An engine is not safe for use by several threads: it has one owner,
 * who calls it from one thread at a time and closes it.
 */
public interface InferenceEngine extends AutoCloseable {

    /** The name under which configuration and {@code /actuator/info} know this engine. */
    String name();

    /**
     * The probability, for each text, that it is positive; element i belongs to text i. What a text gets does not
     * depend on its neighbours beyond the rounding of a float.
     *
     * @throws IllegalArgumentException if a text is longer than the architecture's maximum length or names a token
     *     outside its vocabulary
     */
    float[] positiveProbabilities(List<EncodedText> texts);

    /** Releases the native memory of this engine, which must not be used afterwards. */
    @Override
    void close();
}
