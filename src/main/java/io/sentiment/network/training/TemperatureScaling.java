package io.sentiment.network.training;

import io.sentiment.network.Evaluation;
import io.sentiment.network.LabelledText;
import io.sentiment.network.LogOdds;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.engines.TrainingDevice;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Calibration of a trained network by one number (Guo et al. 2017): the log odds of every answer are divided by the
 * temperature that gives the lowest log loss on development texts. No label changes where it is decided at one half. The
 * temperature is multiplied into the network's last layer, so that whatever computes the network needs no other code.
 */
public final class TemperatureScaling {

    private static final double LARGEST = 20;

    /** Of the logarithm of the temperature; near a minimum, rounding hides smaller differences. */
    private static final double PRECISION = 1e-8;

    /** Far more than the search needs, about 15. */
    private static final int MOST_EVALUATIONS = 1_000;

    private TemperatureScaling() {}

    /**
     * Fits the temperature on sets of development texts, which count alike whatever their sizes, and changes the network.
     *
     * @param device that answers
     * @return the temperature, from 0.05 to 20: above 1 the network was too sure; 1 if no other is better
     */
    public static double calibrate(
            SentimentNetwork network, Map<String, List<LabelledText>> development, TrainingDevice device) {
        List<Answers> sets = device.measure(
                network,
                engine -> development.values().stream()
                        .map(texts -> Answers.of(
                                engine.predictAll(
                                        texts.stream().map(LabelledText::text).toList()),
                                Evaluation.labels(texts)))
                        .toList());
        double temperature = fit(sets);
        network.layers().divideLogOdds(temperature);
        return temperature;
    }

    /** The log loss has one minimum over the temperature, because it is convex in its inverse. */
    static double fit(Collection<Answers> sets) {
        UnivariateFunction loss = logarithm -> sets.stream()
                .mapToDouble(set -> set.logLoss(Math.exp(logarithm)))
                .sum();
        double best = minimum(loss, -Math.log(LARGEST), Math.log(LARGEST));
        return loss.value(best) < loss.value(0) ? Math.exp(best) : 1;
    }

    /** The probabilities whose log odds are those of {@code probabilities}, divided by a temperature. */
    static float[] divided(float[] probabilities, double temperature) {
        float[] divided = new float[probabilities.length];
        for (int row = 0; row < divided.length; row++) {
            divided[row] = (float) LogOdds.probability(LogOdds.of(probabilities[row]) / temperature);
        }
        return divided;
    }

    /** The search of Brent (1973), which needs no derivative. */
    private static double minimum(UnivariateFunction function, double from, double to) {
        return new BrentOptimizer(PRECISION, PRECISION)
                .optimize(
                        new MaxEval(MOST_EVALUATIONS),
                        new UnivariateObjectiveFunction(function),
                        GoalType.MINIMIZE,
                        new SearchInterval(from, to))
                .getPoint();
    }

    /** What a network answers to some texts, as log odds of being positive, and what is right. */
    @SuppressWarnings("ArrayRecordComponent") // read here only
    record Answers(double[] logOdds, boolean[] labels) {

        static Answers of(float[] probabilities, boolean[] labels) {
            double[] logOdds = new double[probabilities.length];
            for (int row = 0; row < logOdds.length; row++) {
                logOdds[row] = LogOdds.of(probabilities[row]);
            }
            return new Answers(logOdds, labels);
        }

        /** Mean cross entropy in nats when the log odds are divided by the temperature. */
        double logLoss(double temperature) {
            double sum = 0;
            for (int row = 0; row < logOdds.length; row++) {
                double ofLabel = (labels[row] ? logOdds[row] : -logOdds[row]) / temperature;
                sum += Math.max(-ofLabel, 0) + Math.log1p(Math.exp(-Math.abs(ofLabel)));
            }
            return sum / logOdds.length;
        }
    }
}
