package io.sentiment.network.attribution;

import io.sentiment.network.Architecture;
import java.util.List;

/**
 * One direction of a layer on several rows of the same length, forwards and then backwards. Steps are those of the text,
 * also where the direction reads from its end. For one thread.
 */
final class DirectionPass {

    private final DirectionWeights weights;
    private final CellPass cell;
    private final boolean backwards;
    private final int rows;
    private final float[][][] states;
    private final float[][] sums;

    DirectionPass(Architecture architecture, DirectionWeights weights, boolean backwards, int steps, int rows) {
        this.weights = weights;
        this.backwards = backwards;
        this.rows = rows;
        cell = CellPass.of(architecture, steps, rows);
        states = new float[steps][rows][architecture.hiddenSize()];
        sums = new float[rows][weights.columns()];
    }

    /** [steps][rows][hidden], shared. */
    float[][][] states() {
        return states;
    }

    DirectionWeights weights() {
        return weights;
    }

    /** Computes the states of all steps. */
    void run(Inputs inputs) {
        for (int index = 0; index < states.length; index++) {
            int step = step(index);
            inputs.project(step, sums);
            if (index > 0) {
                weights.recurrent().add(states[step(index - 1)], rows, sums);
            }
            for (int row = 0; row < rows; row++) {
                cell.advance(index, row, sums[row], states[step][row]);
            }
        }
    }

    /**
     * Computes gradients, from the step that was read last on.
     *
     * @param stateGradients [steps][rows][hidden] of the log odds with respect to the states, as others than this direction
     *     see them; written to
     * @param count of the rows that have one
     */
    void runBack(float[][][] stateGradients, int count, Gradients gradients) {
        for (int index = states.length - 1; index >= 0; index--) {
            int step = step(index);
            for (int row = 0; row < count; row++) {
                cell.retreat(index, row, stateGradients[step][row], sums[row]);
            }
            gradients.accept(step, sums);
            if (index > 0) {
                weights.recurrentTransposed().add(sums, count, stateGradients[step(index - 1)]);
            }
        }
    }

    private int step(int index) {
        return backwards ? states.length - 1 - index : index;
    }

    /** The input of a direction. */
    @FunctionalInterface
    interface Inputs {

        /**
         * Projects the inputs of a step.
         *
         * @param sums [rows][k · hidden] out: {@code x·W + b}
         */
        void project(int step, float[][] sums);

        /** The states of the layer below. */
        static Inputs of(List<DirectionPass> below, DirectionWeights weights, int rows) {
            return (step, sums) -> {
                for (int row = 0; row < rows; row++) {
                    System.arraycopy(weights.bias(), 0, sums[row], 0, sums[row].length);
                }
                for (int direction = 0; direction < below.size(); direction++) {
                    weights.input().get(direction).add(below.get(direction).states()[step], rows, sums);
                }
            };
        }
    }

    /** Takes the gradients of a direction. */
    @FunctionalInterface
    interface Gradients {

        /**
         * Takes those of a step.
         *
         * @param sumGradients [rows][k · hidden] with respect to its sums, valid until the next call
         */
        void accept(int step, float[][] sumGradients);
    }
}
