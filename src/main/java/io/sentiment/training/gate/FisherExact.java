package io.sentiment.training.gate;

import io.sentiment.network.Evaluation;
import org.apache.commons.math3.distribution.HypergeometricDistribution;

/**
 * Fisher's exact test of whether a model's answers have to do with the labels (Fisher 1935, "The Design of Experiments",
 * chapter 2). Unlike a comparison with one half it also tells of rows of which most have one label, where a model that
 * always gives that answer is right most of the time and knows nothing. Immutable.
 *
 * @param betterThanChance probability that as many positive rows at least are found if answers are dealt out at random
 * @param worseThanChance probability that as many positive rows at most are found if answers are dealt out at random
 */
record FisherExact(double betterThanChance, double worseThanChance) {

    static FisherExact of(Evaluation evaluation) {
        Evaluation.Confusion counts = evaluation.confusion();
        int positiveRows = counts.truePositives() + counts.falseNegatives();
        int positiveAnswers = counts.truePositives() + counts.falsePositives();
        HypergeometricDistribution found =
                new HypergeometricDistribution(null, evaluation.rows(), positiveRows, positiveAnswers);
        return new FisherExact(
                found.upperCumulativeProbability(counts.truePositives()),
                found.cumulativeProbability(counts.truePositives()));
    }
}
