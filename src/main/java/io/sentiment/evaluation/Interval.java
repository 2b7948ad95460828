package io.sentiment.evaluation;

import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/**
 * A range of shares, both ends from 0 to 1. Immutable.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {

    private static final double CONFIDENCE = 0.95;

    /**
     * The score interval that holds the true share with a confidence of 95 %; it is good also for few trials and for
     * shares near 0 and 1. Source: E. B. Wilson 1927, "Probable inference, the law of succession, and statistical
     * inference", Journal of the American Statistical Association 22(158), 209–212.
     *
     * @throws IllegalArgumentException if there is no trial, or the successes are not from 0 to the trials
     */
    static Interval wilson(int successes, int trials) {
        ConfidenceInterval interval = new WilsonScoreInterval().createInterval(trials, successes, CONFIDENCE);
        // Rounding may miss the ends that the formula has exactly where every trial succeeds or fails.
        return new Interval(
                successes == 0 ? 0 : interval.getLowerBound(), successes == trials ? 1 : interval.getUpperBound());
    }
}
