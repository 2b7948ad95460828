package io.sentiment.network.pretraining;

/** The gradient of the weights [hidden] and the bias of one token, summed up over a batch. Not thread-safe. */
final class RowGradient {

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

    float[] weights() {
        return weights;
    }

    float bias() {
        return bias;
    }
}
