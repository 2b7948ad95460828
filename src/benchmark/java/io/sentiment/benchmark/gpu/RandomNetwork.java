package io.sentiment.benchmark.gpu;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.NetworkWeights.Direction;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Random weights and texts for an architecture; the same seed gives the same ones. */
final class RandomNetwork {

    /** Answers near a half would hide errors. */
    private static final double DENSE_SCALE = 4;

    private final Architecture architecture;
    private final Random random;

    RandomNetwork(Architecture architecture, long seed) {
        this.architecture = architecture;
        this.random = new Random(seed);
    }

    /** Weights of the sizes that those of a trained network have, and biases that are not zero. */
    NetworkWeights weights() {
        int hidden = architecture.hiddenSize();
        int columns = architecture.cell().matrices() * hidden;
        double bound = 1 / Math.sqrt(hidden);
        float[] embedding = new float[architecture.vocabularySize() * architecture.embeddingSize()];
        for (int index = 0; index < embedding.length; index++) {
            embedding[index] = (float) random.nextGaussian();
        }
        List<List<Direction>> layers = new ArrayList<>();
        for (int layer = 0; layer < architecture.layers(); layer++) {
            List<Direction> directions = new ArrayList<>();
            for (int direction = 0; direction < architecture.directions(); direction++) {
                directions.add(new Direction(
                        uniform(architecture.inputSize(layer) * columns, bound),
                        uniform(hidden * columns, bound),
                        uniform(columns, bound)));
            }
            layers.add(directions);
        }
        float[] dense = uniform(architecture.directions() * hidden, DENSE_SCALE * bound);
        return new NetworkWeights(architecture, embedding, layers, null, dense, 0.01f);
    }

    EncodedText text(int length) {
        int[] ids = random.ints(length, 0, architecture.vocabularySize()).toArray();
        return new EncodedText(ids, length, 0, false);
    }

    /** Texts that are as long as the network reads at most in training. */
    List<EncodedText> fullTexts(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> text(architecture.maximumLength()))
                .toList();
    }

    /** Texts of lengths from 1 to that. */
    List<EncodedText> raggedTexts(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> text(1 + random.nextInt(architecture.maximumLength())))
                .toList();
    }

    private float[] uniform(int count, double bound) {
        float[] values = new float[count];
        for (int index = 0; index < count; index++) {
            values[index] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        return values;
    }
}
