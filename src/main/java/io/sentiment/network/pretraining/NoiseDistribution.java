package io.sentiment.network.pretraining;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws token ids with a probability proportional to a power of their counts, in constant time: the alias method (Walker
 * 1977; Vose 1991), whose two arrays stay in the cache where a table of many draws would not. Immutable and thread-safe.
 */
final class NoiseDistribution {

    /** From which share of a slot its alias is drawn, and the aliases: [vocabulary]. */
    private final float[] shares;

    private final int[] aliases;

    /** The probability of each token id: [vocabulary]. */
    private final double[] probabilities;

    NoiseDistribution(long[] counts, double power) {
        int size = counts.length;
        shares = new float[size];
        aliases = new int[size];
        double[] weights = IntStream.range(0, size)
                .mapToDouble(id -> counts[id] == 0 ? 0 : Math.pow((double) counts[id], power))
                .toArray();
        double sum = IntStream.range(0, size).mapToDouble(id -> weights[id]).sum();
        probabilities =
                IntStream.range(0, size).mapToDouble(id -> weights[id] / sum).toArray();
        fillSlots();
    }

    int draw(SplittableRandom random) {
        int slot = random.nextInt(shares.length);
        return random.nextDouble() < shares[slot] ? slot : aliases[slot];
    }

    /** How many tokens a sample of at most {@code most} has. */
    int size(int most) {
        return Math.min(most, possible().length);
    }

    /** Draws until there are {@code size} different tokens, or takes all if the distribution has no more. */
    Sample sample(int size, SplittableRandom random) {
        int[] possible = possible();
        if (possible.length <= size) {
            return new Sample(possible, 0, this);
        }
        BitSet drawn = new BitSet();
        int[] ids = new int[size];
        int count = 0;
        long draws = 0;
        for (; count < size; draws++) {
            int id = draw(random);
            if (!drawn.get(id)) {
                drawn.set(id);
                ids[count++] = id;
            }
        }
        Arrays.sort(ids);
        return new Sample(ids, draws, this);
    }

    /** The tokens that can be drawn, in their order. */
    private int[] possible() {
        return IntStream.range(0, probabilities.length)
                .filter(id -> probabilities[id] > 0)
                .toArray();
    }

    double probability(int id) {
        return probabilities[id];
    }

    /** Each slot holds an equal part of the probability: that of its own token, filled up with that of another. */
    private void fillSlots() {
        int size = shares.length;
        double[] left = new double[size];
        Deque<Integer> small = new ArrayDeque<>();
        Deque<Integer> large = new ArrayDeque<>();
        for (int id = 0; id < size; id++) {
            left[id] = probabilities[id] * size;
            (left[id] < 1 ? small : large).add(id);
        }
        while (!small.isEmpty() && !large.isEmpty()) {
            int filled = small.remove();
            int giver = large.remove();
            shares[filled] = (float) left[filled];
            aliases[filled] = giver;
            left[giver] -= 1 - left[filled];
            (left[giver] < 1 ? small : large).add(giver);
        }
        // What remains is full up to rounding.
        small.forEach(id -> shares[id] = 1);
        large.forEach(id -> shares[id] = 1);
    }

    /**
     * Different tokens that were drawn from a distribution, to stand for the whole vocabulary in one update.
     *
     * @param ids of the tokens
     * @param draws how many draws gave them; 0 if they are the whole vocabulary
     * @param noise what they were drawn from
     */
    @SuppressWarnings("ArrayRecordComponent") // Lives for one update.
    record Sample(int[] ids, long draws, NoiseDistribution noise) {

        /** The logarithm of the probability that a token is in such a sample. */
        double logInclusion(int id) {
            return draws == 0 ? 0 : Math.log(-Math.expm1(draws * Math.log1p(-noise.probability(id))));
        }

        /** The index of a token, negative if it is not in the sample. */
        int indexOf(int id) {
            return Arrays.binarySearch(ids, id);
        }
    }
}
