package io.sentiment.network;

import io.sentiment.network.Piece.Reading;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Computes the predictions of one trained network. An engine is not safe for use by several threads: it has one owner,
 * who calls it from one thread at a time and closes it.
 */
public interface InferenceEngine extends AutoCloseable {

    /** Texts that {@link #predictAll} computes at a time at most. */
    int BATCH_SIZE = 64;

    /** Tokens that {@link #predictAll} computes at a time at most, padding included, unless a single text has more. */
    int BATCH_TOKENS = 32_768;

    /** The name under which configuration and {@code /actuator/info} know this engine. */
    String name();

    /**
     * The probability, for each text, that it is positive; element i belongs to text i. What a text gets does not
     * depend on its neighbours beyond the rounding of a float.
     *
     * @throws IllegalArgumentException if the network cannot read a text, see {@link Architecture#requireReadable}
     */
    float[] positiveProbabilities(List<EncodedText> texts);

    /**
     * Reads pieces of texts, each on from what the network remembers; element i belongs to piece i. The last of the pieces
     * of a text gets what the whole text gets. Pieces and whole texts may be read together.
     *
     * @throws IllegalArgumentException if the network cannot read a piece, or cannot go on from its state
     */
    default List<Reading> read(List<Piece> pieces) {
        if (!pieces.stream().allMatch(Piece::isWhole)) {
            throw new IllegalArgumentException("The engine " + name() + " carries no state.");
        }
        float[] probabilities =
                positiveProbabilities(pieces.stream().map(Piece::text).toList());
        List<Reading> readings = new ArrayList<>(probabilities.length);
        for (float probability : probabilities) {
            readings.add(new Reading(probability, null));
        }
        return readings;
    }

    /**
     * The probabilities of many texts, in their order. They are computed in batches of texts of like length, the shortest
     * first, so that little of what is computed is padding.
     */
    default float[] predictAll(List<EncodedText> texts) {
        List<Integer> order = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(row -> texts.get(row).length()))
                .toList();
        float[] probabilities = new float[texts.size()];
        for (int start = 0, end; start < order.size(); start = end) {
            end = start + 1;
            while (end < order.size()
                    && end - start < BATCH_SIZE
                    && (end + 1L - start) * texts.get(order.get(end)).length() <= BATCH_TOKENS) {
                end++;
            }
            List<Integer> rows = order.subList(start, end);
            float[] batch = positiveProbabilities(rows.stream().map(texts::get).toList());
            for (int index = 0; index < batch.length; index++) {
                probabilities[rows.get(index)] = batch[index];
            }
        }
        return probabilities;
    }

    /**
     * Engines that compute the same network on their caller's thread alone: at the same time as each other, which then takes less
     * waiting than one batch on all threads does, but not while this engine computes. They are closed with this one.
     *
     * @return one for each thread of this engine, or none
     */
    default List<InferenceEngine> lanes() {
        return List.of();
    }

    /** Releases the native memory of this engine, which must not be used afterwards. */
    @Override
    void close();
}
