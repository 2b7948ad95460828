package io.sentiment.evaluation;

import java.util.ArrayList;
import java.util.List;

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
