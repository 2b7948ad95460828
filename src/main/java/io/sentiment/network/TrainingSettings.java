package io.sentiment.network;

/**
 * How a network is trained. Immutable.
 *
 * @param epochs passes over the training texts at most
 * @param batchSize texts per update of the weights
 * @param learningRate step size of Adam (Kingma and Ba 2015)
 * @param gradientNorm L2 norm to which the gradient of each layer is clipped
 * @param patience epochs without a lower log loss on the development texts after which training stops
 * @param seed of initial weights, dropout and shuffling: the same seed gives the same network on the same machine
 */
public record TrainingSettings(
        int epochs, int batchSize, double learningRate, double gradientNorm, int patience, long seed) {

    /** What {@code train} does when no option says otherwise. */
    public static final TrainingSettings DEFAULT = new TrainingSettings(10, 64, 0.001, 1.0, 2, 42);

    /** @throws IllegalArgumentException if a value is out of its range; the message names it and the range */
    public TrainingSettings {
        Range.require("epochs", epochs, 1, 10_000);
        Range.require("batchSize", batchSize, 1, 4_096);
        Range.require("patience", patience, 1, 10_000);
        Range.require("learningRate", learningRate, 1e-8, 1);
        Range.require("gradientNorm", gradientNorm, 1e-6, 1e6);
    }
}
