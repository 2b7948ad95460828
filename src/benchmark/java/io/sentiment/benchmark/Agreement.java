package io.sentiment.benchmark;

import java.util.Locale;

/** Who computes something else than DL4J has nothing to win. */
final class Agreement {

    /** Probabilities of engines in single precision. */
    static final double SINGLE_PRECISION = 1e-5;

    /** Probabilities of engines with fewer bits; their loss of accuracy is measured on real data, not here. */
    static final double REDUCED_PRECISION = 0.1;

    /** Mean losses of the first steps of a training, each from the weights that the step before it made. */
    static final double TRAINING_LOSS = 1e-3;

    /** The same where products are of fewer bits; what that costs is measured on real data, not here. */
    static final double REDUCED_TRAINING_LOSS = 1e-2;

    private Agreement() {}

    /**
     * The largest difference.
     *
     * @throws DisagreementException if it is above {@code limit} or no number
     */
    static double require(String contender, float[] expected, float[] actual, double limit) {
        double largest = 0;
        for (int row = 0; row < expected.length; row++) {
            double difference = Math.abs((double) expected[row] - actual[row]);
            largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
        }
        if (actual.length != expected.length || largest > limit) {
            throw new DisagreementException(String.format(
                    Locale.ROOT, "%s differs from stock DL4J by %.1e, more than %.0e.", contender, largest, limit));
        }
        return largest;
    }
}
