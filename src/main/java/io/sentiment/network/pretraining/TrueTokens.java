package io.sentiment.network.pretraining;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The part of a sampled softmax that is about the true token of each row. Not thread-safe. */
final class TrueTokens {

    private final TokenScores scores;
    private final int[] targets;
    private final int hidden;
    private final int count;

    /** In turn the score of the true token and its gradient: [rows]. */
    private final float[] values;

    private double lossSum;

    TrueTokens(TokenScores scores, float[] states, int[] targets) {
        this.scores = scores;
        this.targets = targets;
        hidden = scores.hidden();
        values = new float[targets.length];
        int predicted = 0;
        for (int row = 0; row < targets.length; row++) {
            int id = targets[row];
            if (id != PackedWindows.Batch.NONE) {
                float product = product(scores.weights(id), states, row * hidden);
                values[row] = product + scores.bias(id);
                predicted++;
            }
        }
        count = predicted;
    }

    int count() {
        return count;
    }

    double lossSum() {
        return lossSum;
    }

    /** Keeps a true token from being scored a second time as a candidate: rows [rows, candidates]. */
    void exclude(INDArray rows, NoiseDistribution.Sample sample, float score) {
        for (int row = 0; row < targets.length; row++) {
            int index = sample.indexOf(targets[row]);
            if (index >= 0) {
                rows.putScalar(row, index, score);
            }
        }
    }

    /** The largest score of each row, those of the candidates given. */
    float[] largerOf(float[] ofCandidates) {
        for (int row = 0; row < targets.length; row++) {
            ofCandidates[row] = Math.max(ofCandidates[row], values[row]);
        }
        return ofCandidates;
    }

    /**
     * Computes loss and gradients.
     *
     * @param sums of exp(score - shift) over the candidates
     * @return what turns these exponentials into gradients of the mean loss, 0 where nothing was to be predicted
     */
    float[] normalise(float[] sums, float[] shift) {
        float[] factors = new float[targets.length];
        for (int row = 0; row < targets.length; row++) {
            if (targets[row] != PackedWindows.Batch.NONE) {
                double exponential = Math.exp(values[row] - shift[row]);
                double all = sums[row] + exponential;
                lossSum += Math.log(all) + shift[row] - values[row];
                factors[row] = (float) (1 / (all * count));
                values[row] = (float) ((exponential / all - 1) / count);
            }
        }
        return factors;
    }

    void addStateGradient(float[] gradient) {
        for (int row = 0; row < targets.length; row++) {
            if (targets[row] != PackedWindows.Batch.NONE) {
                float[] weights = scores.weights(targets[row]);
                int from = row * hidden;
                for (int column = 0; column < hidden; column++) {
                    gradient[from + column] += values[row] * weights[column];
                }
            }
        }
    }

    void addWeightGradients(Map<Integer, TokenScores.RowGradient> gradients, float[] states) {
        for (int row = 0; row < targets.length; row++) {
            if (targets[row] != PackedWindows.Batch.NONE) {
                gradients
                        .computeIfAbsent(targets[row], id -> new TokenScores.RowGradient(new float[hidden], 0))
                        .add(values[row], states, row * hidden);
            }
        }
    }

    private static float product(float[] weights, float[] states, int from) {
        float sum = 0;
        for (int column = 0; column < weights.length; column++) {
            sum += weights[column] * states[from + column];
        }
        return sum;
    }
}
