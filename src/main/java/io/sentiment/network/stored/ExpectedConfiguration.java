package io.sentiment.network.stored;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Function;
import io.sentiment.network.LayerNames;
import io.sentiment.network.Particulars;
import io.sentiment.network.Pooling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The network of an architecture as DL4J's configuration of it says, part by part: of a layer the fields that predictions depend
 * on, of a vertex also what it reads.
 */
final class ExpectedConfiguration {

    private static final String LAYERS = "org.deeplearning4j.nn.conf.layers.";
    private static final String VERTICES = "org.deeplearning4j.nn.conf.graph.";
    private static final String ACTIVATIONS = "org.nd4j.linalg.activations.impl.Activation";

    private final Architecture architecture;

    ExpectedConfiguration(Architecture architecture) {
        this.architecture = architecture;
    }

    Map<String, Object> row() {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put(LayerNames.EMBEDDING, embedding());
        for (int layer = 0; layer < architecture.layers(); layer++) {
            String name = LayerNames.recurrent(architecture, layer);
            parts.put(name, recurrent(layer, name));
        }
        if (pools()) {
            parts.put(LayerNames.pooling(architecture.pooling()), pooling());
        }
        if (hasDenseBetween()) {
            parts.put(LayerNames.BETWEEN, between());
        }
        parts.put(LayerNames.DENSE, dense());
        return parts;
    }

    /** In the order in which DL4J computes, and lays the parameters out. */
    Map<String, Object> graph() {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put(Configuration.TOKENS, List.of(List.of(Configuration.TOKENS), List.of(LayerNames.DENSE)));
        parts.put(LayerNames.EMBEDDING, layer(embedding(), Configuration.TOKENS));
        String input = LayerNames.EMBEDDING;
        for (int layer = 0; layer < architecture.layers(); layer++) {
            String forward = LayerNames.recurrent(architecture, layer, 0);
            String backward = LayerNames.recurrent(architecture, layer, 1);
            String reversed = LayerNames.reversed(architecture, layer);
            parts.put(forward, layer(recurrent(layer, forward), input));
            parts.put(reversed, reversal(input));
            parts.put(backward, layer(recurrent(layer, backward), reversed));
            if (layer < architecture.layers() - 1) {
                String restored = LayerNames.restored(architecture, layer);
                parts.put(restored, reversal(backward));
                backward = restored;
            }
            input = LayerNames.recurrent(architecture, layer);
            boolean multiplied = particulars().multiplied() && !pools() && layer == architecture.layers() - 1;
            parts.put(
                    input,
                    multiplied
                            ? vertex("ElementWiseVertex", Map.of("op", Configuration.PRODUCT), forward, backward)
                            : vertex("MergeVertex", Map.of("mergeAxis", "1"), forward, backward));
        }
        if (pools()) {
            String name = LayerNames.pooling(architecture.pooling());
            parts.put(name, layer(pooling(), input));
            input = name;
        }
        if (hasDenseBetween()) {
            parts.put(LayerNames.BETWEEN, layer(between(), input));
            input = LayerNames.BETWEEN;
        }
        parts.put(LayerNames.DENSE, layer(dense(), input));
        return parts;
    }

    private Particulars particulars() {
        return architecture.particularsOrNone();
    }

    private boolean hasDenseBetween() {
        return particulars().denseSize() > 0;
    }

    /** What DL4J calls a function. */
    private static String activation(Function function) {
        return ACTIVATIONS
                + switch (function) {
                    case TANH -> "TanH";
                    case SIGMOID -> "Sigmoid";
                    case HARD_SIGMOID -> "HardSigmoid";
                    case RELU -> "ReLU";
                    case LINEAR -> "Identity";
                };
    }

    private Map<String, Object> between() {
        Map<String, Object> fields =
                sized("DenseLayer", architecture.readSize(), particulars().denseSize());
        fields.put("layerName", LayerNames.BETWEEN);
        fields.put("activationFn", activation(particulars().dense()));
        fields.put("hasBias", "true");
        fields.put("hasLayerNorm", "false");
        return fields;
    }

    private boolean pools() {
        return architecture.pooling() != Pooling.LAST;
    }

    private static Object layer(Map<String, Object> fields, String input) {
        return List.of(VERTICES + "LayerVertex", List.of(input), fields);
    }

    private static Object reversal(String input) {
        return vertex("rnn.ReverseTimeSeriesVertex", Map.of("maskArrayInputName", Configuration.TOKENS), input);
    }

    private static Object vertex(String name, Map<String, Object> fields, String... inputs) {
        Map<String, Object> all = new TreeMap<>(fields);
        all.put(Configuration.CLASS, VERTICES + name);
        return List.of(VERTICES + name, List.of(inputs), all);
    }

    private Map<String, Object> embedding() {
        Map<String, Object> fields =
                sized("EmbeddingSequenceLayer", architecture.vocabularySize(), architecture.embeddingSize());
        fields.put("layerName", LayerNames.EMBEDDING);
        fields.put("activationFn", ACTIVATIONS + "Identity");
        fields.put("hasBias", "false");
        fields.put("outputFormat", "NCW");
        return fields;
    }

    private Map<String, Object> recurrent(int layer, String name) {
        boolean lstm = architecture.cell() == Cell.LSTM;
        Map<String, Object> fields =
                sized(lstm ? "LSTM" : "recurrent.SimpleRnn", architecture.inputSize(layer), architecture.hiddenSize());
        fields.put("layerName", name);
        fields.put("activationFn", activation(particulars().state()));
        fields.put("rnnDataFormat", "NCW");
        if (lstm) {
            fields.put("gateActivationFn", activation(particulars().gates()));
        } else {
            fields.put("hasLayerNorm", "false");
        }
        if (pools() || layer < architecture.layers() - 1) {
            return fields;
        }
        return new TreeMap<>(Map.of(
                Configuration.CLASS, LAYERS + "recurrent.LastTimeStep", "layerName", name, "underlying", fields));
    }

    private Map<String, Object> pooling() {
        return new TreeMap<>(Map.of(
                Configuration.CLASS,
                LAYERS + "GlobalPoolingLayer",
                "layerName",
                LayerNames.pooling(architecture.pooling()),
                "poolingType",
                poolingType(architecture.pooling()),
                "collapseDimensions",
                "true"));
    }

    private Map<String, Object> dense() {
        Map<String, Object> fields = sized("OutputLayer", architecture.denseInputSize(), 1);
        fields.put("layerName", LayerNames.DENSE);
        fields.put("activationFn", ACTIVATIONS + "Sigmoid");
        fields.put("hasBias", "true");
        return fields;
    }

    private static Map<String, Object> sized(String layer, int inputs, int outputs) {
        return new TreeMap<>(Map.of(
                Configuration.CLASS,
                LAYERS + layer,
                "nin",
                Integer.toString(inputs),
                "nout",
                Integer.toString(outputs)));
    }

    /** What DL4J calls a pooling that has a layer of its own. */
    static String poolingType(Pooling pooling) {
        return pooling == Pooling.MAX ? "MAX" : "AVG";
    }
}
