package io.sentiment.model.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the configuration of a model: a row of layers, in any of the dialects from Keras 1 to Keras 3. */
final class ModelConfiguration {

    private static final int MAXIMUM_LAYERS = 200;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ModelConfiguration() {}

    /** @throws UnusableKerasFileException if it is none, or its layers are more than a row */
    static List<KerasLayer> read(String json) {
        JsonNode model = parse(json, "configuration");
        JsonNode config = model.path("config");
        // Up to Keras 2.2 the configuration of a Sequential is the list itself.
        JsonNode layers = config.isArray() ? config : config.path("layers");
        String type = model.path("class_name").asString("");
        if (!layers.isArray() || layers.isEmpty()) {
            throw new UnusableKerasFileException("The configuration describes no layers.");
        }
        if (layers.size() > MAXIMUM_LAYERS) {
            throw new UnusableKerasFileException(
                    "The configuration describes more than " + MAXIMUM_LAYERS + " layers.");
        }
        return switch (type) {
            case "Sequential" -> layers.valueStream().map(KerasLayer::of).toList();
            case "Model", "Functional" -> chain(layers);
            default ->
                throw new UnusableKerasFileException(
                        "The file holds a model of the class '" + type + "', not a Sequential or Functional one.");
        };
    }

    /** JSON of a file that may come from a stranger. */
    static JsonNode parse(String json, String what) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new UnusableKerasFileException("The " + what + " is no JSON.", e);
        }
    }

    /** A Functional model names for each layer those before it, in a nesting that differs from release to release. */
    private static List<KerasLayer> chain(JsonNode layers) {
        Map<String, KerasLayer> after = new HashMap<>();
        KerasLayer first = null;
        for (JsonNode node : layers) {
            KerasLayer layer = KerasLayer.of(node);
            Set<String> before = new LinkedHashSet<>();
            collectInputs(node.path("inbound_nodes"), before);
            if (before.isEmpty() && first == null) {
                first = layer;
            } else if (before.size() != 1 || after.putIfAbsent(before.iterator().next(), layer) != null) {
                throw branch(layer);
            }
        }
        List<KerasLayer> chain = new ArrayList<>();
        for (@Nullable KerasLayer layer = first; layer != null; layer = after.get(layer.name())) {
            chain.add(layer);
            if (chain.size() > layers.size()) {
                throw branch(layer);
            }
        }
        if (chain.size() < layers.size()) {
            throw branch(chain.isEmpty() ? KerasLayer.of(layers.get(0)) : chain.get(chain.size() - 1));
        }
        return chain;
    }

    private static UnusableKerasFileException branch(KerasLayer layer) {
        return new UnusableKerasFileException(
                "The model is no row of layers: it branches, or ends, at the layer '" + layer.name() + "'.");
    }

    /** A reference is an array that begins with a name and two numbers, wherever it stands. */
    private static void collectInputs(JsonNode node, Set<String> names) {
        boolean isReference = node.isArray()
                && node.size() >= 3
                && node.get(0).isString()
                && node.get(1).isNumber();
        if (isReference) {
            names.add(node.get(0).asString());
            return;
        }
        node.forEach(inside -> collectInputs(inside, names));
    }
}
