package io.sentiment.evaluation;

/**
 * How many pairs of a behavioural suite a model passes. Immutable.
 *
 * @param pairs number of pairs, at least 1
 * @param passed number of those that it passes
 */
public record PassRate(int pairs, int passed) {

    /** @throws IllegalArgumentException if there is no pair, or more pass than there are */
    public PassRate {
        if (pairs < 1 || passed < 0 || passed > pairs) {
            throw new IllegalArgumentException("passed must be from 0 to the number of pairs, at least 1, but is "
                    + passed + " of " + pairs + ".");
        }
    }

    /** The share of pairs that pass. */
    public double share() {
        return (double) passed / pairs;
    }

    /** The interval that holds the true share with a confidence of 95 %. */
    public Interval interval() {
        return Interval.wilson(passed, pairs);
    }

    PassRate plus(PassRate other) {
        return new PassRate(pairs + other.pairs, passed + other.passed);
    }
}
