package io.sentiment.network.trace;

import io.sentiment.network.Architecture;
import io.sentiment.network.DenseLayers;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Pooling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of the states of the last recurrent layer: pooling and the dense layer. Immutable and thread-safe. */
final class ReadOut {

    private final Architecture architecture;
    private final DenseLayers dense;

    ReadOut(NetworkWeights weights) {
        this.architecture = weights.architecture();
        this.dense = new DenseLayers(weights);
    }

    /** The probability of a text that ends after that many tokens. */
    double probability(List<Trace.Direction> top, int end) {
        return probability(pooled(top, end));
    }

    /** [directions · hidden] */
    private float[] pooled(List<Trace.Direction> directions, int end) {
        int hidden = architecture.hiddenSize();
        float[] pooled = new float[directions.size() * hidden];
        for (int direction = 0; direction < directions.size(); direction++) {
            float[][] states = directions.get(direction).state();
            for (int unit = 0; unit < hidden; unit++) {
                pooled[direction * hidden + unit] = switch (architecture.pooling()) {
                    case LAST -> states[direction == 0 ? end - 1 : 0][unit];
                    case MEAN -> mean(states, unit, end);
                    case MAX -> states[largest(states, unit, end)][unit];
                };
            }
        }
        return pooled;
    }

    /** The probability after each step of a network that reads forwards. */
    double[] afterEachStep(float[][] states) {
        double[] positive = new double[states.length];
        double[] sums = new double[architecture.hiddenSize()];
        float[] pooled = states[0].clone();
        for (int step = 0; step < states.length; step++) {
            for (int unit = 0; unit < pooled.length; unit++) {
                float state = states[step][unit];
                sums[unit] += state;
                pooled[unit] = switch (architecture.pooling()) {
                    case LAST -> state;
                    case MEAN -> (float) (sums[unit] / (step + 1));
                    case MAX -> Math.max(pooled[unit], state);
                };
            }
            positive[step] = probability(pooled);
        }
        return positive;
    }

    private static float mean(float[][] states, int unit, int end) {
        double sum = 0;
        for (int step = 0; step < end; step++) {
            sum += states[step][unit];
        }
        return (float) (sum / end);
    }

    private static int largest(float[][] states, int unit, int end) {
        int largest = 0;
        for (int step = 1; step < end; step++) {
            largest = states[step][unit] > states[largest][unit] ? step : largest;
        }
        return largest;
    }

    /** Of pooled maxima: the step whose state won each unit, [directions · hidden]; null of other networks. */
    int @Nullable [] winners(List<Trace.Direction> directions, int end) {
        if (architecture.pooling() != Pooling.MAX) {
            return null;
        }
        int hidden = architecture.hiddenSize();
        int[] winners = new int[directions.size() * hidden];
        for (int index = 0; index < winners.length; index++) {
            winners[index] = largest(directions.get(index / hidden).state(), index % hidden, end);
        }
        return winners;
    }

    private double probability(float[] pooled) {
        return 1 / (1 + Math.exp(-dense.logOdds(pooled)));
    }
}
