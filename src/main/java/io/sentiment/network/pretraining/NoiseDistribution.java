package io.sentiment.network.pretraining;

import java.util.ArrayDeque;
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

    /** The tokens that can be drawn, in their order. */
    int[] possible() {
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
}
