package io.sentiment.model.keras;

import io.sentiment.network.Cell;
import io.sentiment.network.Function;
import java.util.List;

/**
 * One recurrent layer as Keras has it.
 *
 * @param name that its model knows it by
 * @param cell what it computes at each step
 * @param inputs values of each step
 * @param units hidden units of a direction
 * @param merge how two directions are put together; unused with one
 * @param returnsSequences whether it gives all its states, or the last
 * @param biased whether it has biases; those that it has not are zeros
 * @param state what it makes of its new values
 * @param gates what it makes of its gates
 * @param gateFactor by which the sums of gates are multiplied before {@code gates}
 * @param directions forwards first
 */
record Recurrent(
        String name,
        Cell cell,
        int inputs,
        int units,
        Merge merge,
        boolean returnsSequences,
        boolean biased,
        Function state,
        Function gates,
        float gateFactor,
        List<Direction> directions) {

    Recurrent {
        directions = List.copyOf(directions);
    }

    /** Values of each step that it gives. */
    int outputs() {
        return directions.size() == 2 && merge == Merge.CONCAT ? 2 * units : units;
    }

    /** How Keras puts the states of two directions together. */
    enum Merge {
        CONCAT,
        SUM,
        AVE,
        MUL
    }

    /**
     * The arrays of a direction as they are in the file.
     *
     * @param kernel [inputs, k · units]
     * @param recurrent [units, k · units]
     * @param bias [k · units]
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Direction(float[] kernel, float[] recurrent, float[] bias) {}
}
