package io.sentiment.network.attribution;

import io.sentiment.network.Cell;
import io.sentiment.network.NetworkWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The weights of one direction of a layer as a forward and a backward pass read them; those of gates are halved, see
 * {@link CellPass}.
 *
 * @param input [input size, k · hidden], a matrix for each direction of the layer below, or one for the embedding
 * @param inputTransposed the same, each transposed; none for the embedding
 * @param recurrent [hidden, k · hidden]
 * @param recurrentTransposed [k · hidden, hidden]
 * @param bias [k · hidden]
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record DirectionWeights(
        List<Products> input,
        List<Products> inputTransposed,
        Products recurrent,
        Products recurrentTransposed,
        float[] bias) {

    DirectionWeights {
        input = List.copyOf(input);
        inputTransposed = List.copyOf(inputTransposed);
    }

    /** @param below directions of the layer below; 0 for the embedding */
    static DirectionWeights of(
            NetworkWeights.Direction weights, Cell cell, int hidden, int below, Products.Maker maker) {
        int columns = cell.matrices() * hidden;
        float[] inputWeights = halved(weights.input(), columns, hidden);
        List<Products> input = new ArrayList<>();
        List<Products> inputTransposed = new ArrayList<>();
        if (below == 0) {
            input.add(maker.of(inputWeights, columns));
        }
        for (int direction = 0; direction < below; direction++) {
            int part = hidden * columns;
            float[] matrix = Arrays.copyOfRange(inputWeights, direction * part, (direction + 1) * part);
            input.add(maker.of(matrix, columns));
            inputTransposed.add(maker.of(transposed(matrix, columns), hidden));
        }
        float[] recurrent = halved(weights.recurrent(), columns, hidden);
        return new DirectionWeights(
                input,
                inputTransposed,
                maker.of(recurrent, columns),
                maker.of(transposed(recurrent, columns), hidden),
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

    private static float[] transposed(float[] matrix, int columns) {
        int rows = matrix.length / columns;
        float[] transposed = new float[matrix.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column * rows + row] = matrix[row * columns + column];
            }
        }
        return transposed;
    }
}
