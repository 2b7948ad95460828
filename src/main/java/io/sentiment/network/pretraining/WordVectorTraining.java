package io.sentiment.network.pretraining;

import java.util.Random;
import java.util.SplittableRandom;

/** A run of skip-gram over a corpus. Not thread-safe. */
final class WordVectorTraining {

    /**
     * Standard deviation of the values that the embedding starts from, whatever the size of the corpus gave: about three
     * times that of random embeddings. Not tuned.
     */
    static final double STANDARD_DEVIATION = 0.1;

    /** Mikolov's distribution of negatives: counts to the power of 3/4. */
    private static final double NOISE_POWER = 0.75;

    /** The rate of Mikolov's program for skip-gram; it falls linearly to a ten-thousandth. */
    private static final double LEARNING_RATE = 0.025;

    private static final double LAST_SHARE_OF_RATE = 1e-4;

    private final TokenCorpus corpus;
    private final long[] counts;
    private final Subsampling subsampling;
    private final SplittableRandom random;
    private final Random shuffling;
    private final SkipGram skipGram;

    WordVectorTraining(TokenCorpus corpus, int dimension, long seed) {
        this.corpus = corpus;
        counts = corpus.counts();
        subsampling = new Subsampling(counts);
        random = new SplittableRandom(seed);
        shuffling = new Random(seed);
        skipGram = new SkipGram(corpus.vocabularySize(), dimension, new NoiseDistribution(counts, NOISE_POWER), random);
    }

    void run(int epochs, StageReport report) {
        int[] kept = new int[corpus.longestText()];
        double allTokens = (double) epochs * corpus.tokens();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            long tokens = 0;
            // The rate falls, so that an order of files would give the first of them more weight.
            for (int index : corpus.shuffledOrder(shuffling)) {
                int[] text = corpus.text(index);
                double progress = ((epoch - 1.0) * corpus.tokens() + tokens) / allTokens;
                float rate = (float) (LEARNING_RATE * Math.max(1 - progress, LAST_SHARE_OF_RATE));
                int length = subsampling.apply(text, kept, random);
                skipGram.train(kept, length, rate);
                if (length > 1) {
                    report.addLoss(skipGram.loss(kept), 1);
                }
                tokens += text.length;
                report.trained(epoch, tokens);
            }
        }
    }

    /** Overwrites the rows of {@code embedding} [vocabulary, dimension] whose tokens the corpus has. */
    void copyTo(float[] embedding) {
        float[][] vectors = skipGram.vectors();
        double scale = STANDARD_DEVIATION / standardDeviation(vectors);
        for (int id = 0; id < vectors.length; id++) {
            int dimension = vectors[id].length;
            for (int column = 0; column < dimension && counts[id] > 0; column++) {
                embedding[id * dimension + column] = (float) (scale * vectors[id][column]);
            }
        }
    }

    private double standardDeviation(float[][] vectors) {
        double squares = 0;
        long values = 0;
        for (int id = 0; id < vectors.length; id++) {
            if (counts[id] > 0) {
                for (float value : vectors[id]) {
                    squares += (double) value * value;
                }
                values += vectors[id].length;
            }
        }
        return Math.sqrt(squares / values);
    }

    /**
     * Leaves out most occurrences of frequent tokens, which say little of their neighbours and take most of the time: one
     * with the relative frequency f stays with the probability √(t/f) + t/f, as in the program of Mikolov et al. 2013,
     * "Distributed Representations of Words and Phrases and their Compositionality", section 2.3. Immutable.
     */
    private static final class Subsampling {

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
}
