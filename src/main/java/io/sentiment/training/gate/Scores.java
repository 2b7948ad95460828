package io.sentiment.training.gate;

import io.sentiment.network.Evaluation;
import java.util.Arrays;

/** Probabilities and labels of many rows, five bytes a row. */
final class Scores {

    private float[] probabilities = new float[1024];
    private boolean[] labels = new boolean[1024];
    private int size;

    void add(float probability, boolean positive) {
        if (size == labels.length) {
            probabilities = Arrays.copyOf(probabilities, 2 * size);
            labels = Arrays.copyOf(labels, 2 * size);
        }
        probabilities[size] = probability;
        labels[size++] = positive;
    }

    Evaluation evaluate(double threshold) {
        return Evaluation.of(Arrays.copyOf(probabilities, size), Arrays.copyOf(labels, size), threshold);
    }
}
