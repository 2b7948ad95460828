package io.sentiment.network.dl4j;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.NetworkSummary;
import io.sentiment.network.NetworkSummary.GateSummary;
import io.sentiment.network.NetworkSummary.LayerSummary;
import io.sentiment.network.Pooling;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Counts the parameters of a network layer by layer, from its own arrays. */
final class ParameterCount {

    /** DL4J's order of the four matrices of an LSTM. */
    private static final List<String> LSTM_GATES = List.of("new value", "forget", "output", "input");

    private ParameterCount() {}

    static NetworkSummary of(NetworkLayers network) {
        Architecture architecture = network.architecture();
        List<LayerSummary> layers = new ArrayList<>();
        layers.add(embedding(network));
        for (int layer = 0; layer < architecture.layers(); layer++) {
            layers.add(recurrent(network, layer));
        }
        if (architecture.pooling() != Pooling.LAST) {
            layers.add(pooling(architecture));
        }
        if (network.between() != null) {
            layers.add(dense(network, NetworkLayers.BETWEEN));
        }
        layers.add(dense(network, NetworkLayers.DENSE));
        return NetworkSummary.of(layers);
    }

    private static LayerSummary embedding(NetworkLayers network) {
        long rows = network.embedding().rows();
        long columns = network.embedding().columns();
        return new LayerSummary(
                NetworkLayers.EMBEDDING,
                "Embedding",
                List.of((long) network.architecture().maximumLength(), columns),
                rows * columns,
                0,
                rows * columns,
                network.trainable(NetworkLayers.EMBEDDING),
                rows + "·" + columns,
                List.of());
    }

    private static LayerSummary recurrent(NetworkLayers network, int layer) {
        Architecture architecture = network.architecture();
        List<NetworkLayers.RecurrentWeights> directions = network.recurrent(layer);
        List<GateSummary> gates = new ArrayList<>();
        for (int direction = 0; direction < directions.size(); direction++) {
            String prefix = directions.size() == 1 ? "" : direction == 0 ? "forward " : "backward ";
            gates.addAll(gates(architecture.cell(), directions.get(direction), prefix));
        }
        long hidden = gates.get(0).hiddenSize();
        long input = gates.get(0).inputSize();
        long weights = gates.stream().mapToLong(GateSummary::weights).sum();
        long biases = gates.stream().mapToLong(GateSummary::biases).sum();
        String factor = gates.size() == 1 ? "" : gates.size() + "·";
        boolean last = layer == architecture.layers() - 1 && architecture.pooling() == Pooling.LAST;
        long values = hidden * directions.size();
        return new LayerSummary(
                NetworkLayers.recurrentName(architecture, layer),
                kind(architecture),
                last ? List.of(values) : List.of((long) architecture.maximumLength(), values),
                weights,
                biases,
                weights + biases,
                network.trainable(NetworkLayers.recurrentName(architecture, layer, 0)),
                factor + hidden + "·(" + hidden + "+" + input + ") + " + factor + hidden,
                gates);
    }

    /** One entry a matrix; sizes are those of the arrays that DL4J keeps side by side. */
    private static List<GateSummary> gates(Cell cell, NetworkLayers.RecurrentWeights weights, String prefix) {
        List<String> names = cell == Cell.LSTM ? LSTM_GATES : List.of("state");
        long hidden = weights.recurrent().rows();
        long input = weights.input().rows();
        long matrices = weights.recurrent().columns() / hidden;
        long perMatrix = (weights.input().length() + weights.recurrent().length()) / matrices;
        return names.stream()
                .map(name -> new GateSummary(
                        prefix + name, hidden, input, perMatrix, weights.bias().length() / matrices))
                .toList();
    }

    private static LayerSummary pooling(Architecture architecture) {
        return new LayerSummary(
                NetworkLayers.poolingName(architecture.pooling()),
                architecture.pooling() == Pooling.MAX ? "GlobalMaxPooling1D" : "GlobalAveragePooling1D",
                List.of((long) architecture.directions() * architecture.hiddenSize()),
                0,
                0,
                0,
                true,
                "0",
                List.of());
    }

    private static LayerSummary dense(NetworkLayers network, String name) {
        INDArray matrix = network.network().layer(name).getParam("W");
        long inputs = matrix.rows();
        long outputs = matrix.columns();
        long weights = matrix.length();
        long biases = network.network().layer(name).getParam("b").length();
        return new LayerSummary(
                name,
                "Dense",
                List.of(outputs),
                weights,
                biases,
                weights + biases,
                network.trainable(name),
                inputs + "·" + outputs + " + " + outputs,
                List.of());
    }

    private static String kind(Architecture architecture) {
        if (architecture.bidirectional()) {
            return "Bidirectional";
        }
        return architecture.cell() == Cell.LSTM ? "LSTM" : "SimpleRNN";
    }
}
