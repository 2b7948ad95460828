package io.sentiment.evaluation;

import io.sentiment.network.Evaluation;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LabelledText;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
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
        return of(texts, engine.predictAll(texts), Evaluation.labels(labelled), threshold);
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

    /**
     * Texts of like probability: where the model is calibrated, as large a share of them is positive as it says. Immutable.
     *
     * @param rows how many there are, at least 1
     * @param probability the mean of their probabilities of being positive
     * @param positive the share of them that is positive
     * @param interval that holds the true share with a confidence of 95 %
     */
    public record CalibrationBin(int rows, double probability, double positive, Interval interval) {

        /** As many as the expected calibration error has. */
        private static final int BINS = 15;

        /** Equal bins from 0 to 1, lowest first; those without a text are left out. */
        static List<CalibrationBin> of(float[] probabilities, boolean[] labels) {
            int[] rows = new int[BINS];
            int[] positives = new int[BINS];
            double[] sums = new double[BINS];
            for (int row = 0; row < labels.length; row++) {
                int bin = Math.min((int) (probabilities[row] * BINS), BINS - 1);
                rows[bin]++;
                positives[bin] += labels[row] ? 1 : 0;
                sums[bin] += probabilities[row];
            }
            List<CalibrationBin> bins = new ArrayList<>();
            for (int bin = 0; bin < BINS; bin++) {
                if (rows[bin] > 0) {
                    bins.add(new CalibrationBin(
                            rows[bin],
                            sums[bin] / rows[bin],
                            (double) positives[bin] / rows[bin],
                            Interval.wilson(positives[bin], rows[bin])));
                }
            }
            return bins;
        }
    }
}
