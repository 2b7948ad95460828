package io.sentiment.network.training;

import io.sentiment.network.LabelledText;
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
 */
public record TrainingTexts(List<List<LabelledText>> training, Map<String, List<LabelledText>> development) {

    /** @throws IllegalArgumentException if there are no training texts, or no development texts, or a set of them is empty */
    public TrainingTexts {
        training = List.copyOf(training);
        development = Collections.unmodifiableMap(new LinkedHashMap<>(development));
        if (training.stream().allMatch(List::isEmpty)
                || development.isEmpty()
                || development.values().stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("Training needs training texts and development texts.");
        }
    }

    /** One set of each. */
    public static TrainingTexts of(List<LabelledText> training, List<LabelledText> development) {
        return new TrainingTexts(List.of(training), Map.of("development", development));
    }
}
