package io.sentiment.model.card;

import io.sentiment.evaluation.PassRate;
import io.sentiment.evaluation.Slices;
import io.sentiment.network.Evaluation;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a new version was measured to do. Immutable.
 *
 * @param metrics by the name of the evaluation set
 * @param slices of the evaluation sets that were looked at so closely, by name
 * @param behaviour pass rates by the name of the behavioural suite, then by capability
 */
public record Findings(
        SortedMap<String, Evaluation> metrics,
        SortedMap<String, Slices> slices,
        SortedMap<String, SortedMap<String, PassRate>> behaviour) {

    /** Copies the maps. */
    public Findings {
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
        behaviour = Collections.unmodifiableSortedMap(new TreeMap<>(behaviour));
    }

    /** Metrics alone. */
    public static Findings of(SortedMap<String, Evaluation> metrics) {
        return new Findings(metrics, new TreeMap<>(), new TreeMap<>());
    }
}
