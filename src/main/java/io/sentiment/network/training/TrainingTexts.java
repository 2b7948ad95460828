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
import java.util.function.BiFunction;

/**
 * What a network is trained with. Immutable.
 *
 * @param training sets of texts to learn from
 * @param development sets of texts, by name, that select the best epoch: the one with the lowest mean of their log
 *     losses, so that a large set does not drown a small one
 * @param unlabelled texts whose answers virtual adversarial training keeps too
 * @param calibrated whether epochs are measured as they would be after {@link TemperatureScaling}, which will follow:
 *     epochs make a network surer as well as better, and the temperature undoes the first alone
 */
public record TrainingTexts(
        List<List<LabelledText>> training,
        Map<String, List<LabelledText>> development,
        List<EncodedText> unlabelled,
        boolean calibrated) {

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

    /** Without texts that have no label and without a calibration to follow. */
    public TrainingTexts(List<List<LabelledText>> training, Map<String, List<LabelledText>> development) {
        this(training, development, List.of(), false);
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
        if (calibrated) {
            double temperature = TemperatureScaling.fit(
                    bySet(probabilities, TemperatureScaling.Answers::of).values());
            probabilities = TemperatureScaling.divided(probabilities, temperature);
        }
        return bySet(probabilities, (answers, labels) -> Evaluation.of(answers, labels, THRESHOLD));
    }

    private <T> Map<String, T> bySet(float[] probabilities, BiFunction<float[], boolean[], T> measure) {
        Map<String, T> measured = new LinkedHashMap<>();
        int start = 0;
        for (Map.Entry<String, List<LabelledText>> set : development.entrySet()) {
            int end = start + set.getValue().size();
            measured.put(
                    set.getKey(),
                    measure.apply(Arrays.copyOfRange(probabilities, start, end), Evaluation.labels(set.getValue())));
            start = end;
        }
        return measured;
    }
}
