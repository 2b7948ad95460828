package io.sentiment.model.bundle;

import io.sentiment.network.Range;
import java.util.List;

/**
 * The probabilities at which a version is not sure: of its answers to development rows outside of the band at least a given
 * share is right. Immutable.
 *
 * @param from where it begins: answers at or below are sure ones of <em>negative</em>; 0 if there are none
 * @param to where it ends: answers at or above are sure ones of <em>positive</em>; 1 if there are none
 * @param accuracy the share of the answers that was to be right, of each label whose answers are sure
 * @param coverage share of the development rows whose answers were outside
 * @param riskCoverage what other shares would have given, by rising coverage
 */
public record UncertainBand(
        double from, double to, double accuracy, double coverage, List<RiskAtCoverage> riskCoverage) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if a value is out of its range, the message names it and the range; or if the band
     *     ends before it begins
     */
    public UncertainBand {
        Range.require("from", from, 0, 1);
        Range.require("to", to, 0, 1);
        Range.require("accuracy", accuracy, 0, 1);
        Range.require("coverage", coverage, 0, 1);
        if (from > to) {
            throw new IllegalArgumentException("A band cannot end at " + to + ", before it begins at " + from + ".");
        }
        riskCoverage = List.copyOf(riskCoverage);
    }

    /** Whether an answer is not sure, by the probability of <em>positive</em>. */
    public boolean uncertain(double positive) {
        return (positive > from || from == 0) && (positive < to || to == 1);
    }

    /**
     * A point of the risk-coverage curve (El-Yaniv and Wiener 2010, "On the Foundations of Noise-free Selective
     * Classification").
     *
     * @param coverage share of the rows that are answered, those of the surest answers
     * @param risk share of wrong answers among these
     */
    public record RiskAtCoverage(double coverage, double risk) {

        /** @throws IllegalArgumentException if a value is out of its range; the message names it and the range */
        public RiskAtCoverage {
            Range.require("coverage", coverage, 0, 1);
            Range.require("risk", risk, 0, 1);
        }
    }
}
