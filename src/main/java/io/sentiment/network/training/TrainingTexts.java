package io.sentiment.network.training;

import io.sentiment.network.Evaluation;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LabelledText;
import io.sentiment.text.EncodedText;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network is trained with. Immutable.
 *
 * @param training sets of texts to learn from
 * @param development sets of texts, by name, that select the best epoch: the one with the lowest mean of their log
 *     losses, so that a large set does not drown a small one
 * @param unlabelled texts whose answers virtual adversarial training keeps too
 */
public record TrainingTexts(
        List<List<LabelledText>> training, Map<String, List<LabelledText>> development, List<EncodedText> unlabelled) {

    /** The decision threshold does not change the log loss that selects the best epoch. */
    private static final double THRESHOLD = 0.5;

    /** @throws IllegalArgumentException if there are no training texts, or no development texts, or a set of them is empty */
    public TrainingTexts {
        training = List.copyOf(training);
        unlabelled = List.copyOf(unlabelled);
        development = Collections.unmodifiableMap(new LinkedHashMap<>(development));
        if (training.stream().allMatch(List::isEmpty)
                || development.isEmpty()
                || development.values().stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("Training needs training texts and development texts.");
        }
    }

    /** Without texts that have no label. */
    public TrainingTexts(List<List<LabelledText>> training, Map<String, List<LabelledText>> development) {
        this(training, development, List.of());
    }

    /** Tokens of the longest training text. */
    int longest() {
        return training.stream()
                .flatMap(List::stream)
                .mapToInt(labelled -> labelled.text().length())
                .max()
                .orElse(0);
    }

    /** How an engine does on each set of development texts, predicted together and measured apart. */
    Map<String, Evaluation> evaluate(InferenceEngine engine) {
        float[] probabilities = engine.predictAll(development.values().stream()
                .flatMap(List::stream)
                .map(LabelledText::text)
                .toList());
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        int start = 0;
        for (Map.Entry<String, List<LabelledText>> set : development.entrySet()) {
            int end = start + set.getValue().size();
            evaluations.put(
                    set.getKey(),
                    Evaluation.of(
                            Arrays.copyOfRange(probabilities, start, end),
                            Evaluation.labels(set.getValue()),
                            THRESHOLD));
            start = end;
        }
        return evaluations;
    }
}
