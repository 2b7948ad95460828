package io.sentiment.network.attribution;

import java.util.Arrays;

/**
 * What each token of a text contributed to the log odds of {@code positive}. Its array is shared and must not be written
 * to.
 *
 * @param contributions [tokens]
 * @param baseline log odds of as many unknown tokens
 * @param logOdds of the text
 */
@SuppressWarnings("ArrayRecordComponent") // A value for each token; nobody compares them.
public record Attribution(double[] contributions, double baseline, double logOdds) {

    /**
     * What the contributions leave unexplained: with ever more steps they add up to the difference between the text and the
     * baseline (Sundararajan et al. 2017, proposition 1, "completeness").
     */
    public double residual() {
        return logOdds - baseline - Arrays.stream(contributions).sum();
    }
}
