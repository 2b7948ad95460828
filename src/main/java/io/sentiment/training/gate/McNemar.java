package io.sentiment.training.gate;

import io.swagger.v3.oas.annotations.media.Schema;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.special.Erf;

/**
 * McNemar's test of whether two models that labelled the same rows are right equally often (McNemar 1947, "Note on the
 * sampling error of the difference between correlated proportions or percentages", Psychometrika 12). Only the rows
 * count on which exactly one of them is right. Of fewer than {@value #SMALLEST_FOR_CHI_SQUARED} such rows the two-sided
 * exact binomial test is taken, of more the chi-squared approximation with Edwards' continuity correction (Edwards 1948,
 * Psychometrika 13). Immutable.
 *
 * @param onlyChampionRight rows that the champion labelled rightly and the challenger wrongly
 * @param onlyChallengerRight rows that the challenger labelled rightly and the champion wrongly
 * @param exact whether the exact test was taken
 * @param pValue probability of a difference at least as large if the models are right equally often
 */
@Schema(name = "McNemarTest")
public record McNemar(int onlyChampionRight, int onlyChallengerRight, boolean exact, double pValue) {

    private static final int SMALLEST_FOR_CHI_SQUARED = 25;

    /** The test of these counts. */
    public static McNemar of(int onlyChampionRight, int onlyChallengerRight) {
        int discordant = onlyChampionRight + onlyChallengerRight;
        boolean exact = discordant < SMALLEST_FOR_CHI_SQUARED;
        return new McNemar(
                onlyChampionRight,
                onlyChallengerRight,
                exact,
                exact
                        ? exact(Math.min(onlyChampionRight, onlyChallengerRight), discordant)
                        : approximate(Math.abs(onlyChampionRight - onlyChallengerRight), discordant));
    }

    private static double exact(int smaller, int discordant) {
        double tail = new BinomialDistribution(null, discordant, 0.5).cumulativeProbability(smaller);
        return Math.min(1, 2 * tail);
    }

    private static double approximate(int difference, int discordant) {
        // A difference of 0 must not become 1 when it is squared.
        double corrected = Math.max(difference - 1, 0);
        double statistic = corrected * corrected / discordant;
        // The upper tail of chi-squared with one degree of freedom, to full precision also where it is tiny.
        return Erf.erfc(Math.sqrt(statistic / 2));
    }
}
