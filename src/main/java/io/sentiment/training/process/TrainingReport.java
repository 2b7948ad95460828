package io.sentiment.training.process;

import io.sentiment.network.training.EpochResult;
import io.sentiment.training.gate.HeldOutComparison;
import io.sentiment.training.gate.PromotionGate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a finished retraining made; {@code result.json} holds it. Immutable.
 *
 * @param model the model's name
 * @param version number of the new version
 * @param bundleSha256 of {@code bundle.zip}, as 64 lower-case hexadecimal digits
 * @param bundleBytes size of {@code bundle.zip}
 * @param trainingRows rows that it was trained on
 * @param vocabularySize tokens that it knows
 * @param newWords tokens of those that the champion does not know; all of them from scratch
 * @param epochs every finished epoch, in order
 * @param bestEpoch the epoch, from 1, whose weights the version has
 * @param seconds that the epochs took, over all processes that worked on the order
 * @param comparisons champion and challenger on each held-out set, in the order of the order
 * @param decision what the gate says
 * @param leftOut rows of each held-out set that were not compared on, because the champion, an ancestor of it or this
 *     training learned from them or from near twins of them
 * @param note what cannot be told of the rows that were compared on; empty if all is known
 */
public record TrainingReport(
        String model,
        int version,
        String bundleSha256,
        long bundleBytes,
        int trainingRows,
        int vocabularySize,
        int newWords,
        List<EpochResult> epochs,
        int bestEpoch,
        double seconds,
        List<HeldOutComparison> comparisons,
        PromotionGate.Decision decision,
        SortedMap<String, Long> leftOut,
        String note) {

    /** What a report of an earlier release does not say. */
    public static final Map<String, ?> ABSENT = Map.of("leftOut", Map.of(), "note", "");

    /** Copies lists and map. */
    public TrainingReport {
        epochs = List.copyOf(epochs);
        comparisons = List.copyOf(comparisons);
        leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    }

    /** This report with what only whoever wrote the order knows of its held-out sets. */
    public TrainingReport with(SortedMap<String, Long> rowsLeftOut, String newNote) {
        return new TrainingReport(
                model,
                version,
                bundleSha256,
                bundleBytes,
                trainingRows,
                vocabularySize,
                newWords,
                epochs,
                bestEpoch,
                seconds,
                comparisons,
                newNote.isEmpty()
                        ? decision
                        : new PromotionGate.Decision(decision.promote(), decision.reason() + " " + newNote),
                rowsLeftOut,
                newNote);
    }
}
