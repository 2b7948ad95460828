package io.sentiment.network.training;

import io.sentiment.network.Evaluation;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LabelledText;
import io.sentiment.network.LengthBatches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sets that select the best epoch, predicted together and measured apart. */
final class DevelopmentSets {

    /** The decision threshold does not change the log loss that selects the best epoch. */
    private static final double THRESHOLD = 0.5;

    private final Map<String, List<LabelledText>> sets;
    private final List<LabelledText> all = new ArrayList<>();

    DevelopmentSets(Map<String, List<LabelledText>> sets) {
        this.sets = sets;
        sets.values().forEach(all::addAll);
    }

    /** How the engine does on each set. */
    Map<String, Evaluation> evaluate(InferenceEngine engine) {
        float[] probabilities = LengthBatches.predict(
                engine, all.stream().map(LabelledText::text).toList());
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        int start = 0;
        for (Map.Entry<String, List<LabelledText>> set : sets.entrySet()) {
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
