package io.sentiment.network.pretraining;

import java.util.SplittableRandom;

/**
 * Leaves out most occurrences of frequent tokens, which say little of their neighbours and take most of the time: one
 * with the relative frequency f stays with the probability √(t/f) + t/f, as in the program of Mikolov et al. 2013,
 * "Distributed Representations of Words and Phrases and their Compositionality", section 2.3. Immutable.
 */
final class Subsampling {

    /** That program's 1e-3 is for billions of tokens where stop words do not matter; 1e-5 would leave too few of ours. */
    private static final double THRESHOLD = 1e-4;

    private final float[] keepProbabilities;

    Subsampling(long[] counts) {
        long tokens = 0;
        for (long count : counts) {
            tokens += count;
        }
        keepProbabilities = new float[counts.length];
        for (int id = 0; id < counts.length; id++) {
            double ratio = THRESHOLD * tokens / Math.max(counts[id], 1);
            keepProbabilities[id] = (float) Math.min(1, Math.sqrt(ratio) + ratio);
        }
    }

    /** Copies what stays of {@code text} to the start of {@code kept} and returns how many ids that are. */
    int apply(int[] text, int[] kept, SplittableRandom random) {
        int count = 0;
        for (int id : text) {
            float probability = keepProbabilities[id];
            if (probability >= 1 || random.nextDouble() < probability) {
                kept[count++] = id;
            }
        }
        return count;
    }
}
