package io.sentiment.model.keras;

import io.sentiment.model.keras.Recurrent.Merge;
import io.sentiment.network.Cell;
import io.sentiment.network.Function;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Stacked recurrent layers of any sizes, as layers of one size with the same number of directions. Units and directions that
 * a layer has not got are there with weights of zero: nothing is read of them, and no update changes that. States that Keras
 * adds up, or takes the mean of, stand side by side, and what reads them has its weights twice.
 */
final class RecurrentLayers {

    /** The hard sigmoid of Keras 3, x/6 + 0.5, is that of Keras 1 and 2, 0.2·x + 0.5, at 5/6 of x. */
    static final float LATER_HARD_SIGMOID = 5f / 6f;

    /** DL4J's blocks of columns, new value, forget, output and input gate, by their places in Keras' i, f, c, o. */
    private static final int[] KERAS_BLOCKS = {2, 1, 3, 0};

    private final List<Recurrent> layers;
    private final int hidden;
    private final int directions;

    /** @param layers from the lowest, at least one, all of one cell and with the same functions */
    RecurrentLayers(List<Recurrent> layers) {
        this.layers = layers;
        hidden = layers.stream().mapToInt(Recurrent::units).max().orElseThrow();
        directions = layers.stream()
                .mapToInt(layer -> layer.directions().size())
                .max()
                .orElseThrow();
        Range.require("layers", layers.size(), 1, 16);
    }

    int hidden() {
        return hidden;
    }

    boolean isBidirectional() {
        return directions == 2;
    }

    Cell cell() {
        return layers.get(0).cell();
    }

    Function state() {
        return layers.get(0).state();
    }

    Function gates() {
        return layers.get(0).gates();
    }

    List<List<NetworkWeights.Direction>> weights() {
        List<List<NetworkWeights.Direction>> weights = new ArrayList<>();
        for (int index = 0; index < layers.size(); index++) {
            Recurrent layer = layers.get(index);
            List<NetworkWeights.Direction> ofLayer = new ArrayList<>();
            for (int direction = 0; direction < directions; direction++) {
                ofLayer.add(weights(layer, index, direction));
            }
            weights.add(ofLayer);
        }
        return weights;
    }

    /**
     * The rows of a matrix that reads the last layer, for the values that we have instead of Keras'.
     *
     * @param matrix [outputs of the last layer, columns]
     * @return [directions · hidden, columns], or [hidden, columns] where the states are multiplied
     */
    float[] readBy(float[] matrix, int columns) {
        if (multiplies()) {
            return Arrays.copyOf(matrix, hidden * columns);
        }
        return rowsFor(layers.get(layers.size() - 1), matrix, columns);
    }

    /** Whether the last states of both directions are multiplied. */
    boolean multiplies() {
        Recurrent last = layers.get(layers.size() - 1);
        return last.directions().size() == 2 && last.merge() == Merge.MUL;
    }

    private NetworkWeights.Direction weights(Recurrent layer, int index, int direction) {
        int inputs = index == 0 ? layer.inputs() : directions * hidden;
        int columns = cell().matrices() * hidden;
        if (direction >= layer.directions().size()) {
            return new NetworkWeights.Direction(
                    new float[inputs * columns], new float[hidden * columns], new float[columns]);
        }
        Recurrent.Direction keras = layer.directions().get(direction);
        int kerasColumns = cell().matrices() * layer.units();
        float[] kernel = index == 0 ? keras.kernel() : rowsFor(layers.get(index - 1), keras.kernel(), kerasColumns);
        return new NetworkWeights.Direction(
                columnsOf(layer, kernel, inputs),
                columnsOf(layer, keras.recurrent(), hidden),
                columnsOf(layer, keras.bias(), 1));
    }

    /** Puts the blocks of each row where DL4J has them, in blocks of {@link #hidden} columns; rows that are missing are zero. */
    private float[] columnsOf(Recurrent layer, float[] matrix, int rows) {
        int blocks = cell().matrices();
        int units = layer.units();
        float[] target = new float[rows * blocks * hidden];
        int present = matrix.length / (blocks * units);
        for (int row = 0; row < present; row++) {
            for (int block = 0; block < blocks; block++) {
                int from = (row * blocks + (blocks == 1 ? 0 : KERAS_BLOCKS[block])) * units;
                int to = (row * blocks + block) * hidden;
                float factor = block == 0 ? 1 : layer.gateFactor();
                for (int unit = 0; unit < units; unit++) {
                    target[to + unit] = factor * matrix[from + unit];
                }
            }
        }
        return target;
    }

    private float[] rowsFor(Recurrent below, float[] matrix, int columns) {
        float[] target = new float[directions * hidden * columns];
        for (int direction = 0; direction < below.directions().size(); direction++) {
            boolean aside = below.directions().size() == 1 || below.merge() == Merge.CONCAT;
            float factor = !aside && below.merge() == Merge.AVE ? 0.5f : 1;
            for (int unit = 0; unit < below.units(); unit++) {
                int from = ((aside ? direction * below.units() : 0) + unit) * columns;
                int to = (direction * hidden + unit) * columns;
                for (int column = 0; column < columns; column++) {
                    target[to + column] = factor * matrix[from + column];
                }
            }
        }
        return target;
    }
}
