package io.sentiment.evaluation;

/**
 * A range of shares, both ends from 0 to 1. Immutable.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {

    /** The quantile of the normal distribution that leaves 2.5 % above it. */
    private static final double Z = 1.959963984540054;

    /**
     * The score interval that holds the true share with a confidence of 95 %; it is good also for few trials and for
     * shares near 0 and 1. Source: E. B. Wilson 1927, "Probable inference, the law of succession, and statistical
     * inference", Journal of the American Statistical Association 22(158), 209–212.
     *
     * @throws IllegalArgumentException if there is no trial, or the successes are not from 0 to the trials
     */
    public static Interval wilson(int successes, int trials) {
        if (trials < 1 || successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    "An interval needs at least 1 trial and as many successes at most, but got " + successes + " of "
                            + trials + ".");
        }
        double share = (double) successes / trials;
        double centre = share + Z * Z / (2 * trials);
        double halfWidth = Z * Math.sqrt(share * (1 - share) / trials + Z * Z / (4.0 * trials * trials));
        double scale = 1 + Z * Z / trials;
        // Rounding may miss the ends that the formula has exactly where every trial succeeds or fails.
        return new Interval(
                successes == 0 ? 0 : (centre - halfWidth) / scale,
                successes == trials ? 1 : (centre + halfWidth) / scale);
    }
}
