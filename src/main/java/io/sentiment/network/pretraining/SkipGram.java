package io.sentiment.network.pretraining;

import java.util.SplittableRandom;

/**
 * Skip-gram with negative sampling (Mikolov et al. 2013): the vector of a token is to tell the tokens around it from
 * tokens drawn at random. As in Ji et al. 2016, "Parallelizing Word2Vec in Shared and Distributed Memory", all
 * neighbours of a token share their negatives, whose rows then stay in the cache.
 *
 * <p>Rows are arrays of their own, because the JIT compiler turns a loop into vector instructions where every array is
 * read from its index 0 on. Not thread-safe.
 */
final class SkipGram {

    private static final int WINDOW = 5;
    private static final int NEGATIVES = 5;

    private final int dimension;
    private final NoiseDistribution noise;
    private final SplittableRandom random;

    /** [vocabulary, dimension]: the vectors that are wanted. */
    private final float[][] inputs;

    /** [vocabulary, dimension]: what they are compared with. */
    private final float[][] outputs;

    private final int[] targets = new int[1 + NEGATIVES];
    private final float[] inputGradient;

    SkipGram(int vocabularySize, int dimension, NoiseDistribution noise, SplittableRandom random) {
        this.dimension = dimension;
        this.noise = noise;
        this.random = random;
        inputs = new float[vocabularySize][dimension];
        outputs = new float[vocabularySize][dimension];
        inputGradient = new float[dimension];
        for (float[] row : inputs) {
            for (int column = 0; column < dimension; column++) {
                row[column] = (float) (random.nextDouble() - 0.5) / dimension;
            }
        }
    }

    /** The vectors [vocabulary, dimension], not copied. */
    float[][] vectors() {
        return inputs;
    }

    /** Learns from the first {@code length} ids of {@code text} with steps of size {@code rate}. */
    void train(int[] text, int length, float rate) {
        for (int centre = 0; centre < length; centre++) {
            drawTargets(text[centre]);
            // A random width weighs near neighbours more.
            int width = 1 + random.nextInt(WINDOW);
            int end = Math.min(length - 1, centre + width);
            for (int at = Math.max(0, centre - width); at <= end; at++) {
                if (at != centre) {
                    update(inputs[text[at]], rate);
                }
            }
        }
    }

    /** The loss of predicting the first token of {@code text} from the second, of at least two. */
    double loss(int[] text) {
        drawTargets(text[0]);
        float[] input = inputs[text[1]];
        double loss = 0;
        for (int index = 0; index < targets.length; index++) {
            double score = product(input, outputs[targets[index]]);
            loss += isUsed(index) ? Math.log1p(Math.exp(index == 0 ? -score : score)) : 0;
        }
        return loss;
    }

    /** The true token and its negatives. */
    private void drawTargets(int truth) {
        targets[0] = truth;
        for (int index = 1; index < targets.length; index++) {
            targets[index] = noise.draw(random);
        }
    }

    /** A true token may be drawn, but is no negative. */
    private boolean isUsed(int index) {
        return index == 0 || targets[index] != targets[0];
    }

    private void update(float[] input, float rate) {
        float[] gradient = inputGradient;
        for (int column = 0; column < dimension; column++) {
            gradient[column] = 0;
        }
        for (int index = 0; index < targets.length; index++) {
            if (!isUsed(index)) {
                continue;
            }
            float[] output = outputs[targets[index]];
            float error = (index == 0 ? 1 : 0) - LogisticTable.of(product(input, output));
            step(input, output, gradient, error * rate);
        }
        add(gradient, input);
    }

    private static void step(float[] input, float[] output, float[] gradient, float factor) {
        for (int column = 0; column < gradient.length; column++) {
            gradient[column] += factor * output[column];
        }
        for (int column = 0; column < gradient.length; column++) {
            output[column] += factor * input[column];
        }
    }

    /** Four sums, because the compiler may not change the order of one. */
    private static float product(float[] a, float[] b) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int column = 0;
        for (; column + 3 < a.length; column += 4) {
            sum0 += a[column] * b[column];
            sum1 += a[column + 1] * b[column + 1];
            sum2 += a[column + 2] * b[column + 2];
            sum3 += a[column + 3] * b[column + 3];
        }
        for (; column < a.length; column++) {
            sum0 += a[column] * b[column];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    private static void add(float[] values, float[] sum) {
        for (int column = 0; column < sum.length; column++) {
            sum[column] += values[column];
        }
    }

    /** The logistic function from a table, as exact as stochastic gradients need it. */
    private static final class LogisticTable {

        private static final float LIMIT = 8;
        private static final int ENTRIES_PER_UNIT = 256;
        private static final float[] VALUES = new float[(int) (2 * LIMIT * ENTRIES_PER_UNIT) + 1];

        static {
            for (int index = 0; index < VALUES.length; index++) {
                VALUES[index] = (float) (1 / (1 + Math.exp(LIMIT - (double) index / ENTRIES_PER_UNIT)));
            }
        }

        private LogisticTable() {}

        /** 1 / (1 + exp(-x)), off by less than 0.001. */
        static float of(float x) {
            float bounded = Math.max(-LIMIT, Math.min(LIMIT, x));
            return VALUES[(int) ((bounded + LIMIT) * ENTRIES_PER_UNIT)];
        }
    }
}
