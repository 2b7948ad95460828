package io.sentiment.network.trace;

import io.sentiment.network.Cell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a network computed on one text. Its arrays are shared and must not be written to.
 *
 * @param layers the recurrent layers, the lowest first; of each its directions, forwards first
 * @param positive [steps] the probability that the text is positive, if it ended after that token
 * @param winners [directions · hidden] of pooled maxima: the step, from 0, whose state won each unit; null otherwise
 */
@SuppressWarnings("ArrayRecordComponent") // Thousands of values for each token.
public record Trace(List<List<Direction>> layers, double[] positive, int @Nullable [] winners) {

    /** Copies the lists. */
    public Trace {
        layers = layers.stream().map(List::copyOf).toList();
    }

    /** The number of tokens. */
    public int steps() {
        return positive.length;
    }

    /**
     * One direction of a recurrent layer. Each array is [steps, hidden], in the order of the text also where the direction
     * reads backwards. Of a simple recurrent network there is the state alone.
     *
     * @param forget f, from 0 to 1: how much of the cell state is kept
     * @param input i, from 0 to 1: how much of the new value is taken
     * @param output o, from 0 to 1: how much of the cell state is shown
     * @param newValue g, from -1 to 1
     * @param cell c = f ⊙ c' + i ⊙ g, where c' is the cell state before
     * @param state h = o ⊙ tanh(c)
     */
    public record Direction(
            float @Nullable [][] forget,
            float @Nullable [][] input,
            float @Nullable [][] output,
            float @Nullable [][] newValue,
            float @Nullable [][] cell,
            float[][] state) {

        static Direction of(Cell cell, int steps, int hidden) {
            return cell == Cell.LSTM
                    ? new Direction(
                            new float[steps][hidden],
                            new float[steps][hidden],
                            new float[steps][hidden],
                            new float[steps][hidden],
                            new float[steps][hidden],
                            new float[steps][hidden])
                    : new Direction(null, null, null, null, null, new float[steps][hidden]);
        }
    }
}
