package io.sentiment.network.attribution;

import io.sentiment.network.Cell;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.trace.WeightRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The weights of one direction of a layer as a forward and a backward pass read them; those of gates are halved, see
 * {@link CellPass}. Immutable.
 *
 * @param input [input size, k · hidden], a matrix for each direction of the layer below, or one for the embedding
 * @param inputTransposed the same, each transposed
 * @param recurrent [hidden, k · hidden]
 * @param recurrentTransposed [k · hidden, hidden]
 * @param bias [k · hidden]
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record DirectionWeights(
        List<WeightRows> input,
        List<WeightRows> inputTransposed,
        WeightRows recurrent,
        WeightRows recurrentTransposed,
        float[] bias) {

    DirectionWeights {
        input = List.copyOf(input);
        inputTransposed = List.copyOf(inputTransposed);
    }

    /** @param inputs of how many parts the input is made */
    static DirectionWeights of(NetworkWeights.Direction weights, Cell cell, int hidden, int inputs) {
        int columns = cell.matrices() * hidden;
        float[] inputWeights = halved(weights.input(), columns, hidden);
        int part = inputWeights.length / inputs;
        List<WeightRows> input = new ArrayList<>();
        for (int index = 0; index < inputs; index++) {
            input.add(WeightRows.of(Arrays.copyOfRange(inputWeights, index * part, (index + 1) * part), columns));
        }
        WeightRows recurrent = WeightRows.of(halved(weights.recurrent(), columns, hidden), columns);
        return new DirectionWeights(
                input,
                input.stream().map(WeightRows::transposed).toList(),
                recurrent,
                recurrent.transposed(),
                halved(weights.bias(), columns, hidden));
    }

    int columns() {
        return bias.length;
    }

    /** A copy whose columns from {@code hidden} on are halved, which is exact. */
    private static float[] halved(float[] matrix, int columns, int hidden) {
        float[] halved = matrix.clone();
        for (int index = 0; index < halved.length; index++) {
            halved[index] *= index % columns < hidden ? 1 : 0.5f;
        }
        return halved;
    }
}
