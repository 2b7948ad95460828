package io.sentiment.network.dl4j;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Pooling;
import io.sentiment.network.UnreadableNetworkException;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * What a network consists of, layer by layer, counted from its own arrays.
 *
 * @param layers in order of computation
 * @param weights of all layers
 * @param biases of all layers
 * @param parameters weights and biases of all layers
 * @param trainableParameters those that training changes
 */
public record NetworkSummary(
        List<LayerSummary> layers, long weights, long biases, long parameters, long trainableParameters) {

    /** DL4J's order of the four matrices of an LSTM. */
    private static final List<String> LSTM_GATES = List.of("new value", "forget", "output", "input");

    /** Copies the list. */
    public NetworkSummary {
        layers = List.copyOf(layers);
    }

    static NetworkSummary of(SentimentNetwork network) {
        Architecture architecture = network.architecture();
        List<LayerSummary> layers = new ArrayList<>();
        layers.add(embedding(network));
        for (int layer = 0; layer < architecture.layers(); layer++) {
            layers.add(recurrent(network, layer));
        }
        if (architecture.pooling() != Pooling.LAST) {
            layers.add(pooling(architecture));
        }
        layers.add(dense(network));
        return new NetworkSummary(
                layers,
                layers.stream().mapToLong(LayerSummary::weights).sum(),
                layers.stream().mapToLong(LayerSummary::biases).sum(),
                layers.stream().mapToLong(LayerSummary::parameters).sum(),
                layers.stream()
                        .filter(LayerSummary::trainable)
                        .mapToLong(LayerSummary::parameters)
                        .sum());
    }

    /** The table that Keras 3 prints for {@code model.summary()}, with the formulas below it, whatever the locale. */
    public String toText(String model) {
        return new SummaryTable(model, this).toString();
    }

    void requireMatches(Architecture architecture) {
        if (parameters != architecture.parameters()) {
            throw new UnreadableNetworkException("The network has " + parameters
                    + " parameters, but its architecture has " + architecture.parameters() + ".");
        }
    }

    private static LayerSummary embedding(SentimentNetwork network) {
        long rows = network.layers().embedding().rows();
        long columns = network.layers().embedding().columns();
        return new LayerSummary(
                NetworkConfiguration.EMBEDDING,
                "Embedding",
                List.of((long) network.architecture().maximumLength(), columns),
                rows * columns,
                0,
                rows * columns,
                trainable(network, NetworkConfiguration.EMBEDDING),
                rows + "·" + columns,
                List.of());
    }

    private static LayerSummary recurrent(SentimentNetwork network, int layer) {
        Architecture architecture = network.architecture();
        List<RecurrentWeights> directions = network.layers().recurrent(layer);
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
                NetworkConfiguration.recurrentName(architecture, layer),
                kind(architecture),
                last ? List.of(values) : List.of((long) architecture.maximumLength(), values),
                weights,
                biases,
                weights + biases,
                directions.get(0).trainable(),
                factor + hidden + "·(" + hidden + "+" + input + ") + " + factor + hidden,
                gates);
    }

    /** One entry a matrix; sizes are those of the arrays that DL4J keeps side by side. */
    private static List<GateSummary> gates(Cell cell, RecurrentWeights weights, String prefix) {
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
                PoolingLayer.name(architecture.pooling()),
                PoolingLayer.kind(architecture.pooling()),
                List.of((long) architecture.directions() * architecture.hiddenSize()),
                0,
                0,
                0,
                true,
                "0",
                List.of());
    }

    private static LayerSummary dense(SentimentNetwork network) {
        long inputs = network.layers().denseWeights().rows();
        long outputs = network.layers().denseWeights().columns();
        long weights = network.layers().denseWeights().length();
        long biases = network.layers().denseBias().length();
        return new LayerSummary(
                NetworkConfiguration.DENSE,
                "Dense",
                List.of(outputs),
                weights,
                biases,
                weights + biases,
                trainable(network, NetworkConfiguration.DENSE),
                inputs + "·" + outputs + " + " + outputs,
                List.of());
    }

    private static String kind(Architecture architecture) {
        if (architecture.bidirectional()) {
            return "Bidirectional";
        }
        return architecture.cell() == Cell.LSTM ? "LSTM" : "SimpleRNN";
    }

    private static boolean trainable(SentimentNetwork network, String layer) {
        return !(network.layers().named(layer).conf().getLayer().getUpdaterByParam("W") instanceof NoOp);
    }
}
