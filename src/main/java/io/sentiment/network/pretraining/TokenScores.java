package io.sentiment.network.pretraining;

/**
 * The layer that scores tokens as continuations: a weight row [hidden] and a bias for each token. Updates only rows that
 * have a gradient, with AdaGrad (Duchi et al. 2011) and one accumulator a row. Not thread-safe.
 */
final class TokenScores {

    private static final float LEARNING_RATE = 0.1f;
    private static final float SMALLEST_DIVISOR = 1e-10f;

    private final float[][] weights;
    private final float[] biases;
    private final float[] weightSquares;
    private final float[] biasSquares;

    /** At first the scores follow only from the frequencies. */
    TokenScores(long[] counts, int hidden) {
        weights = new float[counts.length][hidden];
        biases = new float[counts.length];
        weightSquares = new float[counts.length];
        biasSquares = new float[counts.length];
        double tokens = 0;
        for (long count : counts) {
            tokens += count;
        }
        for (int id = 0; id < counts.length; id++) {
            biases[id] = (float) Math.log(Math.max(counts[id], 1) / tokens);
        }
    }

    int hidden() {
        return weights[0].length;
    }

    /** The row of a token [hidden], not copied. */
    float[] weights(int id) {
        return weights[id];
    }

    float bias(int id) {
        return biases[id];
    }

    /** Takes a step against the gradient of a row, which must not occur twice in an update. */
    void update(int id, RowGradient gradient) {
        float[] weightGradient = gradient.weights;
        float biasGradient = gradient.bias;
        float squares = 0;
        for (float value : weightGradient) {
            squares += value * value;
        }
        weightSquares[id] += squares / weightGradient.length;
        biasSquares[id] += biasGradient * biasGradient;
        float[] row = weights[id];
        float step = (float) (LEARNING_RATE / (Math.sqrt(weightSquares[id]) + SMALLEST_DIVISOR));
        for (int column = 0; column < row.length; column++) {
            row[column] -= step * weightGradient[column];
        }
        biases[id] -= (float) (LEARNING_RATE * biasGradient / (Math.sqrt(biasSquares[id]) + SMALLEST_DIVISOR));
    }

    /** The gradient of the weights [hidden] and the bias of one token, summed up over a batch. Not thread-safe. */
    static final class RowGradient {

        private final float[] weights;
        private float bias;

        RowGradient(float[] weights, float bias) {
            this.weights = weights;
            this.bias = bias;
        }

        void add(float factor, float[] states, int from) {
            for (int column = 0; column < weights.length; column++) {
                weights[column] += factor * states[from + column];
            }
            bias += factor;
        }
    }
}
