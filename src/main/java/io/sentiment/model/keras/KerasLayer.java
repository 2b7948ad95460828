package io.sentiment.model.keras;

import io.sentiment.network.Function;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * One layer as a configuration describes it. Keys that nobody asks for are not looked at: each release of Keras has others.
 *
 * @param type its class, such as {@code LSTM}
 * @param name that its model knows it by
 * @param values its settings
 */
record KerasLayer(String type, String name, JsonNode values) {

    static KerasLayer of(JsonNode layer) {
        JsonNode values = layer.path("config");
        String type = layer.path("class_name").asString("");
        if (type.isEmpty() || !values.isObject()) {
            throw new UnusableKerasFileException("The configuration describes a layer without a class or settings.");
        }
        return new KerasLayer(
                type, values.path("name").asString(layer.path("name").asString("")), values);
    }

    /** Whether it is read as a layer that changes nothing of a prediction. */
    boolean isForTrainingAlone() {
        return switch (type) {
            case "Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout", "AlphaDropout" -> true;
            default -> false;
        };
    }

    /**
     * A size.
     *
     * @param name of Keras 2 and 3
     * @param earlier name of Keras 1
     */
    int size(String name, String earlier) {
        JsonNode value = values.has(name) ? values.path(name) : values.path(earlier);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 1) {
            throw new UnusableKerasFileException(
                    "The layer '" + this.name + "' has no " + name + " that is a number above 0.");
        }
        return value.asInt();
    }

    /** A switch that is off where nothing is said. */
    boolean is(String key) {
        return values.path(key).asBoolean(false);
    }

    /** Whether there are biases: Keras 1 always has them. */
    boolean hasBias() {
        return values.path("use_bias").asBoolean(true);
    }

    /** The name of an activation; null and no word at all are linear. */
    String activation(String key) {
        JsonNode value = values.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return "linear";
        }
        if (value.isString()) {
            return value.asString();
        }
        // Keras 3 may describe a function as it describes a layer.
        String function = value.path("config").isString()
                ? value.path("config").asString()
                : value.path("class_name").asString("");
        if (function.isEmpty()) {
            throw new UnusableKerasFileException("The layer '" + name + "' has an activation of its own.");
        }
        return function.toLowerCase(Locale.ROOT);
    }

    /**
     * What the layer makes of its sums.
     *
     * @param later whether Keras 3 wrote the file, whose hard sigmoid is another one
     */
    Function function(String key, boolean later) {
        String activation = activation(key);
        return switch (activation) {
            case "tanh" -> Function.TANH;
            case "sigmoid" -> Function.SIGMOID;
            case "relu" -> Function.RELU;
            case "linear" -> Function.LINEAR;
            case "hard_sigmoid" -> {
                if (later) {
                    throw new UnusableKerasFileException(
                            "The layer '" + name + "' has the hard sigmoid of Keras 3 elsewhere than at its gates.");
                }
                yield Function.HARD_SIGMOID;
            }
            default ->
                throw new UnusableKerasFileException(
                        "The layer '" + name + "' has the activation '" + activation + "', which cannot be imported.");
        };
    }

    /** The layer that a wrapper holds. */
    KerasLayer inner() {
        return of(values.path("layer"));
    }

    /** The name under which a {@code .keras} file keeps its weights, before it is numbered. */
    String snakeCase() {
        return type.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return type + " '" + name + "'";
    }
}
