package io.sentiment.network.pretraining;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Different tokens that were drawn from a distribution, to stand for the whole vocabulary in one update.
 *
 * @param ids of the tokens
 * @param draws how many draws gave them; 0 if they are the whole vocabulary
 * @param noise what they were drawn from
 */
@SuppressWarnings("ArrayRecordComponent") // Lives for one update.
record CandidateSample(int[] ids, long draws, NoiseDistribution noise) {

    /** Draws until there are {@code size} different tokens, or takes all if the distribution has no more. */
    static CandidateSample draw(int size, NoiseDistribution noise, SplittableRandom random) {
        int[] possible = noise.possible();
        if (possible.length <= size) {
            return new CandidateSample(possible, 0, noise);
        }
        BitSet drawn = new BitSet();
        int[] ids = new int[size];
        int count = 0;
        long draws = 0;
        for (; count < size; draws++) {
            int id = noise.draw(random);
            if (!drawn.get(id)) {
                drawn.set(id);
                ids[count++] = id;
            }
        }
        Arrays.sort(ids);
        return new CandidateSample(ids, draws, noise);
    }

    /** The logarithm of the probability that a token is in such a sample. */
    double logInclusion(int id) {
        return draws == 0 ? 0 : Math.log(-Math.expm1(draws * Math.log1p(-noise.probability(id))));
    }

    /** The index of a token, negative if it is not in the sample. */
    int indexOf(int id) {
        return Arrays.binarySearch(ids, id);
    }
}
