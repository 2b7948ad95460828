package io.sentiment.network.pretraining;

import java.util.Arrays;
import java.util.Map;

/** The part of a sampled softmax that is about the true token of each row. Threads may work on different rows at a time. */
final class TrueTokens {

    private final TokenScores scores;
    private final int[] targets;
    private final int count;

    /** The gradient of the score of the true token: [rows]. */
    private final float[] gradients;

    private final double[] losses;

    /** @param targets the true tokens [rows], or {@link PackedWindows.Batch#NONE} */
    TrueTokens(TokenScores scores, int[] targets) {
        this.scores = scores;
        this.targets = targets;
        gradients = new float[targets.length];
        losses = new double[targets.length];
        count = (int) Arrays.stream(targets)
                .filter(id -> id != PackedWindows.Batch.NONE)
                .count();
    }

    /** How many rows have a true token. */
    int count() {
        return count;
    }

    /** In nats, of all rows that {@link #normalise} was asked for. */
    double lossSum() {
        return Arrays.stream(losses).sum();
    }

    /** The true token of a row, or {@link PackedWindows.Batch#NONE}. */
    int target(int row) {
        return targets[row];
    }

    /** The score of the true token, of which there is one, by the state [hidden] of the row. */
    float score(int row, float[] state) {
        float[] weights = scores.weights(targets[row]);
        float sum = scores.bias(targets[row]);
        for (int column = 0; column < weights.length; column++) {
            sum += weights[column] * state[column];
        }
        return sum;
    }

    /**
     * Computes loss and gradient of a row that has a true token.
     *
     * @param score of the true token
     * @param sum of exp(score - shift) over the candidates
     * @return what turns these exponentials into gradients of the mean loss
     */
    float normalise(int row, float score, float sum, float shift) {
        double exponential = Math.exp(score - shift);
        double all = sum + exponential;
        losses[row] = Math.log(all) + shift - score;
        gradients[row] = (float) ((exponential / all - 1) / count);
        return (float) (1 / (all * count));
    }

    /** Adds what the true token says of the state [hidden] of a row. */
    void addStateGradient(int row, float[] gradient) {
        if (targets[row] != PackedWindows.Batch.NONE) {
            add(scores.weights(targets[row]), gradients[row], gradient);
        }
    }

    /**
     * Adds what the rows say of the weights of their true tokens.
     *
     * @param states [rows, hidden], row-major
     */
    void addWeightGradients(Map<Integer, TokenScores.RowGradient> ofTokens, float[] states) {
        int hidden = scores.hidden();
        for (int row = 0; row < targets.length; row++) {
            if (targets[row] != PackedWindows.Batch.NONE) {
                ofTokens.computeIfAbsent(targets[row], id -> new TokenScores.RowGradient(new float[hidden], 0))
                        .add(gradients[row], states, row * hidden);
            }
        }
    }

    private static void add(float[] values, float factor, float[] sums) {
        for (int index = 0; index < sums.length; index++) {
            sums[index] += factor * values[index];
        }
    }
}
