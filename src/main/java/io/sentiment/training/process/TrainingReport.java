package io.sentiment.training.process;

import io.sentiment.network.training.EpochResult;
import io.sentiment.training.gate.HeldOutComparison;
import io.sentiment.training.gate.PromotionGate;
import java.util.List;

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
        PromotionGate.Decision decision) {

    /** Copies the lists. */
    public TrainingReport {
        epochs = List.copyOf(epochs);
        comparisons = List.copyOf(comparisons);
    }
}
