package io.sentiment.network.attribution;

import io.sentiment.network.Pooling;
import java.util.Arrays;

/** What the dense layer gets of the states of one direction, and the gradient on the way back. For one thread. */
final class StatePooling {

    private final Pooling pooling;
    private final float[][][] states;
    private final int last;
    /** [rows][hidden] of maxima: the step whose state is the largest. */
    private final int[][] winners;

    /**
     * @param states [steps][rows][hidden], not yet computed
     * @param last the step that the direction reads last
     */
    StatePooling(Pooling pooling, float[][][] states, int last) {
        this.pooling = pooling;
        this.states = states;
        this.last = last;
        winners = new int[pooling == Pooling.MAX ? states[0].length : 0][states[0][0].length];
    }

    /** [hidden] of one row. */
    float[] pooled(int row) {
        return switch (pooling) {
            case LAST -> states[last][row];
            case MEAN -> mean(row);
            case MAX -> maximum(row);
        };
    }

    /**
     * The gradient with respect to each state.
     *
     * @param pooledGradients [rows][hidden] with respect to what is pooled, of the first rows
     * @return [steps][rows][hidden]
     */
    float[][][] gradients(float[][] pooledGradients) {
        float[][][] gradients = new float[states.length][pooledGradients.length][states[0][0].length];
        for (int row = 0; row < pooledGradients.length; row++) {
            float[] pooledGradient = pooledGradients[row];
            switch (pooling) {
                case LAST -> System.arraycopy(pooledGradient, 0, gradients[last][row], 0, pooledGradient.length);
                case MEAN -> spread(pooledGradient, row, gradients);
                case MAX -> award(pooledGradient, row, gradients);
            }
        }
        return gradients;
    }

    private float[] mean(int row) {
        float[] sums = new float[states[0][row].length];
        for (float[][] step : states) {
            for (int unit = 0; unit < sums.length; unit++) {
                sums[unit] += step[row][unit];
            }
        }
        for (int unit = 0; unit < sums.length; unit++) {
            sums[unit] /= states.length;
        }
        return sums;
    }

    private float[] maximum(int row) {
        float[] largest = states[0][row].clone();
        Arrays.fill(winners[row], 0);
        for (int step = 1; step < states.length; step++) {
            float[] state = states[step][row];
            for (int unit = 0; unit < largest.length; unit++) {
                if (state[unit] > largest[unit]) {
                    largest[unit] = state[unit];
                    winners[row][unit] = step;
                }
            }
        }
        return largest;
    }

    private static void spread(float[] pooledGradient, int row, float[][][] gradients) {
        for (float[][] step : gradients) {
            for (int unit = 0; unit < pooledGradient.length; unit++) {
                step[row][unit] = pooledGradient[unit] / gradients.length;
            }
        }
    }

    private void award(float[] pooledGradient, int row, float[][][] gradients) {
        for (int unit = 0; unit < pooledGradient.length; unit++) {
            gradients[winners[row][unit]][row][unit] = pooledGradient[unit];
        }
    }
}
