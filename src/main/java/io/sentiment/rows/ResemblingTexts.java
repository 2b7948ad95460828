package io.sentiment.rows;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts among which those that resemble another one are found without looking at all. Not thread-safe.
 *
 * <p>The result is exact. Of two sets whose Jaccard coefficient is at least t, each shares with the other at least the
 * share t of its own elements, so that among the first ⌊(1 − t)·size⌋ + 1 elements of each, in any one order, there is a
 * common one: only texts that share such an element are compared (Chaudhuri, Ganti and Kaushik 2006, "A Primitive
 * Operator for Similarity Joins in Data Cleaning"). The order is that of the hashes, which prefers no text.
 */
final class ResemblingTexts {

    /**
     * The Jaccard coefficient of their {@link Shingles} from which texts resemble each other: a review of 200 words with
     * four words changed far from each other, or copied with up to a quarter of it added.
     */
    static final double THRESHOLD = 0.8;

    private final List<Shingles> texts = new ArrayList<>();
    private final Map<Long, List<Integer>> holders = new HashMap<>();

    /** Adds a text, whose number is how many were added before it. */
    void add(Shingles text) {
        int number = texts.size();
        texts.add(text);
        for (int index = 0; index < prefix(text); index++) {
            holders.computeIfAbsent(text.hash(index), hash -> new ArrayList<>(1))
                    .add(number);
        }
    }

    /** The numbers of the texts that resemble this one. */
    BitSet resembling(Shingles text) {
        BitSet candidates = new BitSet();
        for (int index = 0; index < prefix(text); index++) {
            holders.getOrDefault(text.hash(index), List.of()).forEach(candidates::set);
        }
        BitSet resembling = new BitSet();
        candidates.stream()
                .filter(number -> texts.get(number).resemblance(text) >= THRESHOLD)
                .forEach(resembling::set);
        return resembling;
    }

    private static int prefix(Shingles text) {
        // A hair more than the real number at worst, which only costs a look-up: 0.2 has no exact binary form.
        return (int) Math.floor((1 - THRESHOLD) * text.size() + 1e-9) + 1;
    }
}
