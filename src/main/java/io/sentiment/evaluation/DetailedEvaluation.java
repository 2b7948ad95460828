package io.sentiment.evaluation;

import io.sentiment.network.Evaluation;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LabelledText;
import io.sentiment.network.LengthBatches;
import io.sentiment.text.EncodedText;
import java.util.List;

/**
 * How well a model does on one data set, and where. Immutable.
 *
 * @param evaluation on all rows
 * @param accuracyInterval that holds the true accuracy with a confidence of 95 %
 * @param slices accuracy by what the texts are like
 * @param calibration shares of positive texts by the probability that the model gave
 */
public record DetailedEvaluation(
        Evaluation evaluation, Interval accuracyInterval, Slices slices, List<CalibrationBin> calibration) {

    /** Copies the list. */
    public DetailedEvaluation {
        calibration = List.copyOf(calibration);
    }

    /**
     * Lets an engine predict the texts and compares.
     *
     * @param threshold probability from which a text is called positive
     * @throws IllegalArgumentException if there are no texts
     */
    public static DetailedEvaluation of(InferenceEngine engine, List<LabelledText> labelled, double threshold) {
        List<EncodedText> texts = labelled.stream().map(LabelledText::text).toList();
        boolean[] labels = new boolean[labelled.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = labelled.get(row).positive();
        }
        return of(texts, LengthBatches.predict(engine, texts), labels, threshold);
    }

    /**
     * Compares predictions with the true labels (true is positive), element by element.
     *
     * @param probabilities of the texts being positive
     * @param threshold probability from which a text is called positive
     * @throws IllegalArgumentException if there are no texts
     */
    public static DetailedEvaluation of(
            List<EncodedText> texts, float[] probabilities, boolean[] labels, double threshold) {
        Evaluation evaluation = Evaluation.of(probabilities, labels, threshold);
        boolean[] correct = new boolean[labels.length];
        for (int row = 0; row < labels.length; row++) {
            correct[row] = probabilities[row] >= threshold == labels[row];
        }
        return new DetailedEvaluation(
                evaluation,
                accuracyInterval(evaluation),
                Slices.of(texts, correct),
                CalibrationBin.of(probabilities, labels));
    }

    /** The interval that holds the true accuracy with a confidence of 95 %. */
    public static Interval accuracyInterval(Evaluation evaluation) {
        return Interval.wilson((int) Math.round(evaluation.accuracy() * evaluation.rows()), evaluation.rows());
    }
}
