package io.sentiment.evaluation;

/**
 * What an engine of low precision gives up against one of single precision, on the same labelled texts.
 *
 * @param accuracyLost accuracy in single precision less that in low precision, as a share
 * @param labelsChanged share of the texts that get another label
 * @param largestDifference the largest difference of two probabilities of the same text
 */
public record PrecisionLoss(double accuracyLost, double labelsChanged, double largestDifference) {

    /**
     * Compares the probabilities of the same texts, at least one, with their true labels (true is positive).
     *
     * @param exact in single precision
     * @param rounded in low precision
     * @param threshold probability from which a text is called positive
     */
    public static PrecisionLoss of(float[] exact, float[] rounded, boolean[] labels, double threshold) {
        int changed = 0;
        int lost = 0;
        double largest = 0;
        for (int row = 0; row < exact.length; row++) {
            boolean label = exact[row] >= threshold;
            largest = Math.max(largest, Math.abs(exact[row] - rounded[row]));
            if (label != rounded[row] >= threshold) {
                changed++;
                lost += label == labels[row] ? 1 : -1;
            }
        }
        return new PrecisionLoss((double) lost / exact.length, (double) changed / exact.length, largest);
    }
}
