package io.sentiment.network;

import io.sentiment.network.NetworkSummary.GateSummary;
import io.sentiment.network.NetworkSummary.LayerSummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the parameters of a network layer by layer, from the sizes of its arrays.
 *
 * @param architecture the shape of the network
 * @param embedding [vocabulary, embedding size]
 * @param layers the recurrent layers from the lowest; of each its directions, forwards first
 * @param between the dense layer between, [directions · hidden, values]; null without one
 * @param dense [its inputs, 1]
 * @param denseBiases of the layer that answers
 */
public record ParameterCount(
        Architecture architecture,
        Matrix embedding,
        List<List<Direction>> layers,
        @Nullable Matrix between,
        Matrix dense,
        long denseBiases) {

    /** DL4J's order of the four matrices of an LSTM. */
    private static final List<String> LSTM_GATES = List.of("new value", "forget", "output", "input");

    /** Copies the lists. */
    public ParameterCount {
        layers = layers.stream().map(List::copyOf).toList();
    }

    /** Of a network that has been found to be of an architecture. */
    public static ParameterCount of(Architecture architecture) {
        long hidden = architecture.hiddenSize();
        long columns = architecture.cell().matrices() * hidden;
        int values = architecture.particularsOrNone().denseSize();
        List<List<Direction>> layers = new ArrayList<>();
        for (int layer = 0; layer < architecture.layers(); layer++) {
            Direction direction = new Direction(
                    new Matrix(architecture.inputSize(layer), columns), new Matrix(hidden, columns), columns);
            layers.add(architecture.bidirectional() ? List.of(direction, direction) : List.of(direction));
        }
        return new ParameterCount(
                architecture,
                new Matrix(architecture.vocabularySize(), architecture.embeddingSize()),
                layers,
                values == 0 ? null : new Matrix(architecture.readSize(), values),
                new Matrix(architecture.denseInputSize(), 1),
                1);
    }

    /** All layers. Training changes each of them. */
    public NetworkSummary summary() {
        List<LayerSummary> summaries = new ArrayList<>();
        summaries.add(embeddingLayer());
        for (int layer = 0; layer < architecture.layers(); layer++) {
            summaries.add(recurrentLayer(layer));
        }
        if (architecture.pooling() != Pooling.LAST) {
            summaries.add(poolingLayer());
        }
        if (between != null) {
            summaries.add(denseLayer(LayerNames.BETWEEN, between, between.columns));
        }
        summaries.add(denseLayer(LayerNames.DENSE, dense, denseBiases));
        return NetworkSummary.of(summaries);
    }

    private LayerSummary embeddingLayer() {
        return new LayerSummary(
                LayerNames.EMBEDDING,
                "Embedding",
                List.of((long) architecture.maximumLength(), embedding.columns),
                embedding.length(),
                0,
                embedding.length(),
                true,
                embedding.rows + "·" + embedding.columns,
                List.of());
    }

    private LayerSummary recurrentLayer(int layer) {
        List<Direction> directions = layers.get(layer);
        List<GateSummary> gates = new ArrayList<>();
        for (int direction = 0; direction < directions.size(); direction++) {
            String prefix = directions.size() == 1 ? "" : direction == 0 ? "forward " : "backward ";
            gates.addAll(gates(directions.get(direction), prefix));
        }
        long hidden = gates.get(0).hiddenSize();
        long input = gates.get(0).inputSize();
        long weights = gates.stream().mapToLong(GateSummary::weights).sum();
        long biases = gates.stream().mapToLong(GateSummary::biases).sum();
        String factor = gates.size() == 1 ? "" : gates.size() + "·";
        boolean last = layer == architecture.layers() - 1 && architecture.pooling() == Pooling.LAST;
        long values = hidden * directions.size();
        return new LayerSummary(
                LayerNames.recurrent(architecture, layer),
                kind(),
                last ? List.of(values) : List.of((long) architecture.maximumLength(), values),
                weights,
                biases,
                weights + biases,
                true,
                factor + hidden + "·(" + hidden + "+" + input + ") + " + factor + hidden,
                gates);
    }

    /** One entry a matrix, of those that stand side by side. */
    private List<GateSummary> gates(Direction direction, String prefix) {
        List<String> names = architecture.cell() == Cell.LSTM ? LSTM_GATES : List.of("state");
        long hidden = direction.recurrent.rows;
        long matrices = direction.recurrent.columns / hidden;
        long perMatrix = (direction.input.length() + direction.recurrent.length()) / matrices;
        return names.stream()
                .map(name -> new GateSummary(
                        prefix + name, hidden, direction.input.rows, perMatrix, direction.biases / matrices))
                .toList();
    }

    private LayerSummary poolingLayer() {
        return new LayerSummary(
                LayerNames.pooling(architecture.pooling()),
                architecture.pooling() == Pooling.MAX ? "GlobalMaxPooling1D" : "GlobalAveragePooling1D",
                List.of((long) architecture.directions() * architecture.hiddenSize()),
                0,
                0,
                0,
                true,
                "0",
                List.of());
    }

    private static LayerSummary denseLayer(String name, Matrix weights, long biases) {
        return new LayerSummary(
                name,
                "Dense",
                List.of(weights.columns),
                weights.length(),
                biases,
                weights.length() + biases,
                true,
                weights.rows + "·" + weights.columns + " + " + weights.columns,
                List.of());
    }

    private String kind() {
        if (architecture.bidirectional()) {
            return "Bidirectional";
        }
        return architecture.cell() == Cell.LSTM ? "LSTM" : "SimpleRNN";
    }

    /** The size of a matrix. */
    public record Matrix(long rows, long columns) {

        long length() {
            return rows * columns;
        }
    }

    /**
     * The sizes of one direction of a recurrent layer, whose k matrices stand side by side.
     *
     * @param input [input size, k · hidden]
     * @param recurrent [hidden, k · hidden]
     * @param biases k · hidden
     */
    public record Direction(Matrix input, Matrix recurrent, long biases) {}
}
