package io.sentiment.evaluation;

import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.List;

/** Texts with true labels and given probabilities, of which only lengths and unknown tokens matter. */
final class Answers {

    private final List<EncodedText> texts = new ArrayList<>();
    private final List<Float> probabilities = new ArrayList<>();
    private final List<Boolean> labels = new ArrayList<>();

    Answers add(int tokens, int unknown, double probability, boolean positive) {
        texts.add(new EncodedText(new int[] {2}, tokens, unknown, tokens > 1));
        probabilities.add((float) probability);
        labels.add(positive);
        return this;
    }

    DetailedEvaluation evaluate() {
        float[] given = new float[texts.size()];
        boolean[] right = new boolean[texts.size()];
        for (int row = 0; row < given.length; row++) {
            given[row] = probabilities.get(row);
            right[row] = labels.get(row);
        }
        return DetailedEvaluation.of(texts, given, right, 0.5);
    }
}
