package io.sentiment.network;

/** Log odds {@code ln(p / (1 − p))} of probabilities in single precision. */
public final class LogOdds {

    /** Beyond these log odds a probability in single precision can no longer be told from 0 or 1. */
    public static final double LARGEST = 16;

    private LogOdds() {}

    /** The log odds of a probability, from -{@value #LARGEST} to {@value #LARGEST}. */
    public static double of(float probability) {
        double odds = Math.log(probability) - Math.log1p(-probability);
        return Math.min(Math.max(odds, -LARGEST), LARGEST);
    }

    /** The probability whose log odds these are. */
    public static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
