package io.sentiment.model.keras;

import io.sentiment.model.keras.Recurrent.Merge;
import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Function;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads a recurrent layer of a file, of one direction or two. */
final class RecurrentReader {

    private final KerasLayer layer;
    private final KerasLayer inner;
    private final boolean bidirectional;
    private final LayerWeights arrays;
    private final boolean later;
    private final List<String> notes;

    /**
     * @param later whether Keras 3 wrote the file
     * @param notes gets what the user should know
     */
    RecurrentReader(KerasLayer layer, LayerWeights arrays, boolean later, List<String> notes) {
        this.layer = layer;
        this.arrays = arrays;
        this.later = later;
        this.notes = notes;
        bidirectional = layer.type().equals("Bidirectional");
        inner = bidirectional ? layer.inner() : layer;
    }

    /** @param inputs values of each step */
    Recurrent read(int inputs) {
        requireUsable();
        note();
        Cell cell = inner.type().equals("LSTM") ? Cell.LSTM : Cell.SIMPLE_RNN;
        int units = inner.size("units", "output_dim");
        // Refuses what no network may have before anything of that size is read.
        new Architecture(2, 1, cell, units, 1, false, 1, 0);
        List<Recurrent.Direction> directions = new ArrayList<>();
        for (String part : bidirectional ? List.of("forward", "backward") : List.of("")) {
            directions.add(direction(part, cell, inputs, units));
        }
        String gates = inner.values().has("recurrent_activation") ? "recurrent_activation" : "inner_activation";
        boolean scales = cell == Cell.LSTM && later && inner.activation(gates).equals("hard_sigmoid");
        return new Recurrent(
                layer.name(),
                cell,
                inputs,
                units,
                bidirectional ? merge() : Merge.CONCAT,
                inner.is("return_sequences"),
                inner.hasBias(),
                inner.function("activation", later),
                cell == Cell.LSTM ? inner.function(gates, false) : Function.SIGMOID,
                scales ? RecurrentLayers.LATER_HARD_SIGMOID : 1,
                directions);
    }

    private void requireUsable() {
        if (inner.is("go_backwards")) {
            throw new UnusableKerasFileException(
                    "The layer '" + layer.name() + "' reads backwards alone (go_backwards).");
        }
        JsonNode other = layer.values().path("backward_layer");
        if (bidirectional && other.isObject() && !mirrors(inner, KerasLayer.of(other))) {
            throw new UnusableKerasFileException("The two directions of the layer '" + layer.name() + "' differ.");
        }
        if (bidirectional && merge() == Merge.MUL && inner.is("return_sequences")) {
            throw new UnusableKerasFileException(
                    "The layer '" + layer.name() + "' multiplies the states of all steps; only the last ones can be.");
        }
    }

    private void note() {
        if (inner.is("stateful") || layer.is("stateful")) {
            notes.add("The layer '" + layer.name()
                    + "' is stateful in Keras; here every text begins with a state of zeros.");
        }
        if (inner.values().path("recurrent_dropout").asDouble(0) > 0
                || inner.values().path("dropout_U").asDouble(0) > 0) {
            notes.add("The recurrent dropout of the layer '" + layer.name() + "' has no counterpart in a retraining.");
        }
    }

    private static boolean mirrors(KerasLayer forward, KerasLayer backward) {
        for (String key :
                List.of("units", "output_dim", "activation", "recurrent_activation", "use_bias", "return_sequences")) {
            if (!forward.values().path(key).equals(backward.values().path(key))) {
                return false;
            }
        }
        return forward.type().equals(backward.type());
    }

    private Recurrent.Direction direction(String part, Cell cell, int inputs, int units) {
        int columns = cell.matrices() * units;
        if (cell == Cell.LSTM && arrays.hasRole(layer, part, "W_i")) {
            return new Recurrent.Direction(
                    gates(part, "W", inputs, units), gates(part, "U", units, units), gates(part, "b", 1, units));
        }
        return new Recurrent.Direction(
                arrays.read(layer, part, "kernel", "W", 0, inputs, columns),
                arrays.read(layer, part, "recurrent_kernel", "U", 1, units, columns),
                inner.hasBias() ? arrays.read(layer, part, "bias", "b", 2, columns) : new float[columns]);
    }

    /** Keras 1 has an array for each gate. */
    private float[] gates(String part, String prefix, int rows, int units) {
        float[] joined = new float[rows * 4 * units];
        String[] gates = {"i", "f", "c", "o"};
        for (int gate = 0; gate < gates.length; gate++) {
            String role = prefix + "_" + gates[gate];
            float[] values = prefix.equals("b")
                    ? arrays.read(layer, part, role, -1, units)
                    : arrays.read(layer, part, role, -1, rows, units);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(values, row * units, joined, (row * 4 + gate) * units, units);
            }
        }
        return joined;
    }

    private Merge merge() {
        String mode = layer.values().path("merge_mode").asString("null");
        return switch (mode) {
            case "concat" -> Merge.CONCAT;
            case "sum" -> Merge.SUM;
            case "ave" -> Merge.AVE;
            case "mul" -> Merge.MUL;
            default ->
                throw new UnusableKerasFileException("The layer '" + layer.name()
                        + "' puts its directions together by '" + mode + "', not by concat, sum, ave or mul.");
        };
    }
}
