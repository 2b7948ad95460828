package io.sentiment.network.stored;

import io.sentiment.network.Architecture;
import io.sentiment.network.Pooling;
import io.sentiment.network.UnreadableNetworkException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** DL4J's JSON of a network, which names only classes that are allowed. Immutable. */
public final class Configuration {

    /** The classes that a configuration may name: DL4J instantiates whatever it reads there. */
    public static final Set<String> ALLOWED_CLASSES = Set.of(
            "org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer",
            "org.deeplearning4j.nn.conf.layers.LSTM",
            "org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn",
            "org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep",
            "org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer",
            "org.deeplearning4j.nn.conf.layers.DenseLayer",
            "org.deeplearning4j.nn.conf.layers.OutputLayer",
            "org.deeplearning4j.nn.conf.graph.LayerVertex",
            "org.deeplearning4j.nn.conf.graph.MergeVertex",
            "org.deeplearning4j.nn.conf.graph.ElementWiseVertex",
            "org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex",
            "org.nd4j.linalg.activations.impl.ActivationHardSigmoid",
            "org.nd4j.linalg.activations.impl.ActivationIdentity",
            "org.nd4j.linalg.activations.impl.ActivationReLU",
            "org.nd4j.linalg.activations.impl.ActivationSigmoid",
            "org.nd4j.linalg.activations.impl.ActivationTanH",
            "org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT",
            "org.deeplearning4j.nn.weights.WeightInitXavier",
            "org.deeplearning4j.nn.weights.WeightInitDistribution",
            "org.deeplearning4j.nn.conf.distribution.UniformDistribution",
            "org.deeplearning4j.nn.conf.dropout.Dropout",
            "org.nd4j.linalg.learning.config.Adam");

    /** A configuration of 16 bidirectional layers takes about 60 kB. */
    private static final int MAXIMUM_BYTES = 1 << 20;

    /** A name that stands there twice could be one for us and another for DL4J. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static final String CLASS = "@class";
    static final String TOKENS = "tokens";
    static final String PRODUCT = "Product";
    private static final String OTHER_ORDER = "its layers are in another order";

    /** Of a layer, what predictions depend on. All others matter to trainings alone. */
    private static final List<String> FIELDS = List.of(
            CLASS,
            "layerName",
            "nin",
            "nout",
            "activationFn",
            "gateActivationFn",
            "hasBias",
            "hasLayerNorm",
            "rnnDataFormat",
            "outputFormat",
            "poolingType",
            "poolingDimensions",
            "collapseDimensions",
            "underlying",
            "maskArrayInputName",
            "mergeAxis",
            "op");

    private final String json;
    private final JsonNode root;

    private Configuration(String json) {
        this.json = json;
        root = parse(json);
    }

    /**
     * Reads a configuration.
     *
     * @throws IOException if the stream cannot be read
     * @throws UnreadableNetworkException if it is no JSON, or names a class that is not allowed
     */
    static Configuration read(InputStream entry) throws IOException {
        Configuration configuration =
                new Configuration(new String(entry.readNBytes(MAXIMUM_BYTES), StandardCharsets.UTF_8));
        requireAllowed(configuration.root);
        return configuration;
    }

    /** The JSON itself, for DL4J. */
    public String json() {
        return json;
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new UnreadableNetworkException("The network file's " + NetworkFile.CONFIGURATION + " is no JSON.", e);
        }
    }

    /** DL4J's JSON names classes in fields called {@code @class}, and those of distributions in {@code type}. */
    private static void requireAllowed(JsonNode node) {
        for (String field : List.of(CLASS, "type")) {
            JsonNode name = node.get(field);
            if (name != null && !ALLOWED_CLASSES.contains(name.asString(""))) {
                throw new UnreadableNetworkException(
                        "The network file names the class " + name.asString("") + ", which is not allowed.");
            }
        }
        boolean isProduct = node.path("op").asString("").equals(PRODUCT);
        if (node.path(CLASS).asString("").endsWith(".ElementWiseVertex") && !isProduct) {
            throw new UnreadableNetworkException("The network file puts states together otherwise than by a product.");
        }
        node.forEach(Configuration::requireAllowed);
    }

    /**
     * Refuses another network.
     *
     * @throws UnreadableNetworkException if this is not the network of that architecture, or none
     */
    void require(Architecture architecture) {
        requirePooling(architecture.pooling());
        ExpectedConfiguration expected = new ExpectedConfiguration(architecture);
        if (architecture.bidirectional()) {
            requireSame(expected.graph(), graph());
        } else {
            requireSame(expected.row(), row());
        }
    }

    private void requirePooling(Pooling pooling) {
        List<String> expected =
                pooling == Pooling.LAST ? List.of() : List.of(ExpectedConfiguration.poolingType(pooling));
        if (!root.findValuesAsString("poolingType").equals(expected)) {
            throw new UnreadableNetworkException(
                    "The network does not pool its states as its architecture says, by '" + pooling + "'.");
        }
    }

    private static void requireSame(Map<String, Object> expected, Map<String, Object> found) {
        for (String part : found.keySet()) {
            if (!found.get(part).equals(expected.get(part))) {
                throw another("'" + part + "' is not what its architecture says");
            }
        }
        for (String part : expected.keySet()) {
            if (!found.containsKey(part)) {
                throw another("it has no '" + part + "'");
            }
        }
        // Maps that are equal, and yet in another order.
        if (!List.copyOf(expected.keySet()).equals(List.copyOf(found.keySet()))) {
            throw another(OTHER_ORDER);
        }
    }

    private static UnreadableNetworkException another(String difference) {
        return new UnreadableNetworkException("The network file's " + NetworkFile.CONFIGURATION
                + " describes another network than its architecture: " + difference + ".");
    }

    /** Layers in a row, by their names. */
    private Map<String, Object> row() {
        Map<String, Object> found = new LinkedHashMap<>();
        for (JsonNode part : require("confs")) {
            JsonNode layer = part.path("layer");
            putOnce(found, layer.path("layerName").asString(""), fields(layer));
        }
        if (!root.path("inputPreProcessors").isEmpty()) {
            throw another("it changes what its layers get");
        }
        return found;
    }

    /** The vertices of a graph by their names, and what each of them reads. */
    private Map<String, Object> graph() {
        Map<String, Object> found = new LinkedHashMap<>();
        JsonNode vertices = require("vertices");
        found.put(TOKENS, List.of(texts(root.path("networkInputs")), texts(root.path("networkOutputs"))));
        for (String name : vertices.propertyNames()) {
            JsonNode vertex = vertices.path(name);
            if (vertex.hasNonNull("preProcessor")) {
                throw another("it changes what its layers get");
            }
            JsonNode fields = vertex.has("layerConf") ? vertex.path("layerConf").path("layer") : vertex;
            putOnce(
                    found,
                    name,
                    List.of(
                            vertex.path(CLASS).asString(""),
                            texts(root.path("vertexInputs").path(name)),
                            fields(fields)));
        }
        // DL4J lays the parameters out in the order that the file gives, where it gives one.
        List<String> order = texts(root.path("topologicalOrderStr"));
        if (!order.isEmpty() && !order.equals(List.copyOf(found.keySet()))) {
            throw another(OTHER_ORDER);
        }
        return found;
    }

    private static void putOnce(Map<String, Object> found, String name, Object part) {
        if (found.put(name, part) != null) {
            throw another("it has two layers '" + name + "'");
        }
    }

    private JsonNode require(String property) {
        JsonNode value = root.path(property);
        if (value.isEmpty()) {
            throw new UnreadableNetworkException(
                    "The network file's " + NetworkFile.CONFIGURATION + " describes no network.");
        }
        return value;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asString("")));
        return texts;
    }

    private static Map<String, Object> fields(JsonNode layer) {
        Map<String, Object> fields = new TreeMap<>();
        for (String field : FIELDS) {
            JsonNode value = layer.path(field);
            if (value.isObject()) {
                fields.put(
                        field,
                        field.equals("underlying")
                                ? fields(value)
                                : value.path(CLASS).asString(""));
            } else if (value.isArray()) {
                fields.put(field, texts(value));
            } else if (!value.isMissingNode() && !value.isNull()) {
                fields.put(field, value.asString());
            }
        }
        return fields;
    }
}
