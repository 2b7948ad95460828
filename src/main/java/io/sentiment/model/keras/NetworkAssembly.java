package io.sentiment.model.keras;

import io.sentiment.model.keras.Recurrent.Merge;
import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Function;
import io.sentiment.network.NetworkSummary;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Particulars;
import io.sentiment.network.Pooling;
import io.sentiment.network.Range.OutOfRangeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes a network of the layers of a file: text vectorization or none, embedding, recurrent layers, pooling or none, a dense
 * layer between or none, and the dense layer that answers. Whatever else there is, and everything that would change the
 * answers, is refused by its name. For one file.
 */
final class NetworkAssembly {

    private final KerasContainer container;
    private final KerasChoices choices;
    private final LayerWeights arrays;
    private final List<KerasLayer> layers;
    private final List<String> notes = new ArrayList<>();
    private final LayerFigures figures = new LayerFigures();

    private int inputLength;
    private @Nullable Vectorization vectorization;
    private int vocabulary;
    private int embeddingSize;
    private boolean masksZero;
    private float @Nullable [] embedding;
    private final List<Recurrent> recurrent = new ArrayList<>();
    private Pooling pooling = Pooling.LAST;
    private @Nullable Dense between;
    private @Nullable Dense answer;

    NetworkAssembly(KerasContainer container, KerasChoices choices) {
        this.container = container;
        this.choices = choices;
        layers = ModelConfiguration.read(container.configuration());
        arrays = new LayerWeights(container, layers);
    }

    /** @throws UnusableKerasFileException with the first thing that stands in the way */
    KerasModel build() {
        if (layers.stream().noneMatch(arrays::has)) {
            throw new UnusableKerasFileException(
                    "The file has no weights of any layer: the model was saved before it was built or trained.");
        }
        // What can never be imported is named before what is missing.
        layers.forEach(NetworkAssembly::requireKnown);
        try {
            layers.forEach(this::add);
            Dense last = answer;
            float[] rows = embedding;
            if (rows == null) {
                throw new UnusableKerasFileException("The model has no Embedding layer: it reads no token ids.");
            }
            if (recurrent.isEmpty()) {
                throw new UnusableKerasFileException("The model has no recurrent layer.");
            }
            if (last == null) {
                throw new UnusableKerasFileException("The model ends without a Dense layer that answers.");
            }
            return build(rows, last);
        } catch (OutOfRangeException e) {
            throw new UnusableKerasFileException("The network is beyond what is served: " + e.getMessage(), e);
        }
    }

    private KerasModel build(float[] rows, Dense last) {
        RecurrentLayers stack = new RecurrentLayers(recurrent);
        noteUntrained();
        Dense hidden = between;
        float[] answering = last.answering(choices);
        Particulars particulars = new Particulars(
                stack.state(),
                stack.gates(),
                stack.multiplies(),
                hidden == null ? 0 : hidden.units(),
                hidden == null ? Function.LINEAR : function(hidden.layer(), "activation"),
                false);
        Architecture architecture = new Architecture(
                vocabulary,
                embeddingSize,
                stack.cell(),
                stack.hidden(),
                recurrent.size(),
                stack.isBidirectional(),
                pooling,
                Math.max(1, inputLength),
                0,
                particulars);
        NetworkWeights weights = new NetworkWeights(
                architecture,
                rows,
                stack.weights(),
                hidden == null
                        ? null
                        : new NetworkWeights.Dense(stack.readBy(hidden.kernel(), hidden.units()), hidden.bias()),
                hidden == null ? stack.readBy(answering, 1) : answering,
                last.answeringBias(choices));
        return new KerasModel(
                weights,
                masksZero,
                inputLength,
                Optional.ofNullable(vectorization),
                NetworkSummary.of(figures.layers()),
                container.version(),
                notes);
    }

    private static void requireKnown(KerasLayer layer) {
        switch (layer.type()) {
            case "InputLayer",
                    "TextVectorization",
                    "Embedding",
                    "LSTM",
                    "SimpleRNN",
                    "GlobalMaxPooling1D",
                    "GlobalAveragePooling1D",
                    "Dense",
                    "Activation" -> {}
            case "Bidirectional" -> {
                KerasLayer inner = layer.inner();
                if (!inner.type().equals("LSTM") && !inner.type().equals("SimpleRNN")) {
                    throw unknown(inner);
                }
            }
            default -> {
                if (!layer.isForTrainingAlone()) {
                    throw unknown(layer);
                }
            }
        }
    }

    private static UnusableKerasFileException unknown(KerasLayer layer) {
        return new UnusableKerasFileException("The model has a layer of the class '" + layer.type() + "' ('"
                + layer.name() + "'), which cannot be imported.");
    }

    private void add(KerasLayer layer) {
        readLength(layer);
        switch (layer.type()) {
            case "InputLayer" -> addInput(layer);
            case "TextVectorization" -> addVectorization(layer);
            case "Embedding" -> addEmbedding(layer);
            case "LSTM", "SimpleRNN" -> addRecurrent(layer, layer, false);
            case "Bidirectional" -> addRecurrent(layer, layer.inner(), true);
            case "GlobalMaxPooling1D" -> addPooling(layer, Pooling.MAX);
            case "GlobalAveragePooling1D" -> addPooling(layer, Pooling.MEAN);
            case "Dense" -> addDense(layer);
            case "Activation" -> addActivation(layer);
            default -> figures.identity(layer);
        }
    }

    /** The number of a batch's texts may be fixed too, which says nothing of one text. */
    private void readLength(KerasLayer layer) {
        JsonNode shape = layer.values().has("batch_shape")
                ? layer.values().path("batch_shape")
                : layer.values().path("batch_input_shape");
        int length = Math.max(
                shape.size() == 2 ? shape.get(1).asInt(0) : 0,
                layer.values().path("input_length").asInt(0));
        if (shape.size() == 2 && shape.get(0).isNumber()) {
            notes.add("The layer '" + layer.name() + "' has batches of "
                    + shape.get(0).asInt() + " texts; here they are of any number.");
        }
        if (length > 0 && layer.type().matches("InputLayer|Embedding")) {
            setLength(length, layer);
        }
    }

    private void setLength(int length, KerasLayer layer) {
        if (inputLength > 0 && inputLength != length) {
            throw new UnusableKerasFileException("The layer '" + layer.name() + "' has texts of " + length
                    + " ids, but an earlier one of " + inputLength + ".");
        }
        inputLength = length;
    }

    private void addInput(KerasLayer layer) {
        JsonNode type = layer.values().path("dtype");
        if (type.isString() && type.asString().matches("u?int8")) {
            throw new UnusableKerasFileException("The layer '" + layer.name() + "' takes ids as " + type.asString()
                    + ", which holds none above 255.");
        }
    }

    private void addVectorization(KerasLayer layer) {
        requirePlace(layer, embedding == null && vectorization == null);
        Vectorization found = Vectorization.of(layer, container.vectorization().orElse(List.of()));
        vectorization = found;
        if (found.length() > 0) {
            setLength(found.length(), layer);
        }
        figures.identity(layer);
    }

    private void addEmbedding(KerasLayer layer) {
        requirePlace(layer, embedding == null);
        vocabulary = layer.size("input_dim", "input_dim");
        embeddingSize = layer.size("output_dim", "output_dim");
        masksZero = layer.is("mask_zero");
        // Refuses what no network may have before anything of that size is read.
        new Architecture(vocabulary + 1, embeddingSize, Cell.LSTM, 1, 1, false, 1, 0);
        requireAny(layer);
        embedding = read(layer, "", "embeddings", "W", 0, vocabulary, embeddingSize);
        figures.add(layer, figures.steps(inputLength, embeddingSize), (long) vocabulary * embeddingSize, 0);
    }

    private void addRecurrent(KerasLayer layer, KerasLayer inner, boolean bidirectional) {
        requirePlace(layer, embedding != null && pooling == Pooling.LAST && between == null && answer == null);
        if (!recurrent.isEmpty() && !recurrent.get(recurrent.size() - 1).returnsSequences()) {
            throw new UnusableKerasFileException("The layer '" + layer.name() + "' gets the last state alone of '"
                    + recurrent.get(recurrent.size() - 1).name() + "'.");
        }
        if (inner.is("go_backwards")) {
            throw new UnusableKerasFileException(
                    "The layer '" + layer.name() + "' reads backwards alone (go_backwards).");
        }
        JsonNode other = layer.values().path("backward_layer");
        if (bidirectional && other.isObject() && !mirrors(inner, KerasLayer.of(other))) {
            throw new UnusableKerasFileException("The two directions of the layer '" + layer.name() + "' differ.");
        }
        if (inner.is("stateful") || layer.is("stateful")) {
            notes.add("The layer '" + layer.name()
                    + "' is stateful in Keras; here every text begins with a state of zeros.");
        }
        if (inner.values().path("recurrent_dropout").asDouble(0) > 0
                || inner.values().path("dropout_U").asDouble(0) > 0) {
            notes.add("The recurrent dropout of the layer '" + layer.name() + "' has no counterpart in a retraining.");
        }
        requireAny(layer);
        Cell cell = inner.type().equals("LSTM") ? Cell.LSTM : Cell.SIMPLE_RNN;
        int units = inner.size("units", "output_dim");
        // As above.
        new Architecture(2, 1, cell, units, 1, false, 1, 0);
        int inputs = recurrent.isEmpty()
                ? embeddingSize
                : recurrent.get(recurrent.size() - 1).outputs();
        List<Recurrent.Direction> directions = new ArrayList<>();
        for (String part : bidirectional ? List.of("forward", "backward") : List.of("")) {
            directions.add(direction(layer, inner, part, cell, inputs, units));
        }
        boolean returnsSequences = inner.is("return_sequences");
        Merge merge = bidirectional ? merge(layer) : Merge.CONCAT;
        if (merge == Merge.MUL && returnsSequences) {
            throw new UnusableKerasFileException(
                    "The layer '" + layer.name() + "' multiplies the states of all steps; only the last ones can be.");
        }
        boolean later = isKeras3();
        String gates = inner.values().has("recurrent_activation")
                ? inner.activation("recurrent_activation")
                : inner.activation("inner_activation");
        boolean scales = cell == Cell.LSTM && later && gates.equals("hard_sigmoid");
        add(
                layer,
                new Recurrent(
                        layer.name(),
                        cell,
                        inputs,
                        units,
                        merge,
                        returnsSequences,
                        function(inner, "activation"),
                        cell == Cell.LSTM ? function(gates, inner, false) : Function.SIGMOID,
                        scales ? RecurrentLayers.LATER_HARD_SIGMOID : 1,
                        directions));
    }

    private void add(KerasLayer layer, Recurrent added) {
        if (!recurrent.isEmpty()) {
            Recurrent first = recurrent.get(0);
            if (first.cell() != added.cell() || first.state() != added.state() || first.gates() != added.gates()) {
                throw new UnusableKerasFileException("The recurrent layers '" + first.name() + "' and '" + added.name()
                        + "' compute with different cells or activations.");
            }
        }
        recurrent.add(added);
        figures.add(
                layer,
                added.returnsSequences()
                        ? figures.steps(inputLength, added.outputs())
                        : List.of((long) added.outputs()),
                (long) added.directions().size()
                        * added.cell().matrices()
                        * added.units()
                        * (added.inputs() + added.units()),
                layer.type().equals("Bidirectional") && !layer.inner().hasBias() || !layer.hasBias()
                        ? 0
                        : (long) added.directions().size() * added.cell().matrices() * added.units());
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

    private Recurrent.Direction direction(
            KerasLayer layer, KerasLayer inner, String part, Cell cell, int inputs, int units) {
        int columns = cell.matrices() * units;
        if (cell == Cell.LSTM && arrays.hasRole(layer, part, "W_i")) {
            return new Recurrent.Direction(
                    gates(layer, part, "W", inputs, units),
                    gates(layer, part, "U", units, units),
                    gates(layer, part, "b", 1, units));
        }
        return new Recurrent.Direction(
                read(layer, part, "kernel", "W", 0, inputs, columns),
                read(layer, part, "recurrent_kernel", "U", 1, units, columns),
                inner.hasBias() ? read(layer, part, "bias", "b", 2, columns) : new float[columns]);
    }

    /** Keras 1 has an array for each gate. */
    private float[] gates(KerasLayer layer, String part, String prefix, int rows, int units) {
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

    private float[] read(KerasLayer layer, String part, String role, String earlier, int place, int... shape) {
        boolean isEarlier = arrays.hasRole(layer, part, earlier);
        return arrays.read(layer, part, isEarlier ? earlier : role, place, shape);
    }

    private void requireAny(KerasLayer layer) {
        if (!arrays.has(layer)) {
            throw new UnusableKerasFileException("The file has no weights of the layer '" + layer.name()
                    + "': the model was saved before it was built or trained.");
        }
    }

    private static Merge merge(KerasLayer layer) {
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

    private void addPooling(KerasLayer layer, Pooling added) {
        requirePlace(layer, pooling == Pooling.LAST && between == null && answer == null && endsInSequences());
        Recurrent last = recurrent.get(recurrent.size() - 1);
        if (added == Pooling.MAX && last.directions().size() == 2 && last.merge() != Merge.CONCAT) {
            throw new UnusableKerasFileException("The layer '" + layer.name()
                    + "' takes the largest of states of two directions that are put together by '"
                    + last.merge().name().toLowerCase(Locale.ROOT) + "'; only concat can be.");
        }
        if (added == Pooling.MAX && masksZero) {
            throw new UnusableKerasFileException("The layer '" + layer.name()
                    + "' does not know the mask of the Embedding (mask_zero), so that Keras pools padding too.");
        }
        pooling = added;
        figures.add(layer, List.of((long) last.outputs()), 0, 0);
    }

    private boolean endsInSequences() {
        return !recurrent.isEmpty() && recurrent.get(recurrent.size() - 1).returnsSequences();
    }

    private void addDense(KerasLayer layer) {
        requirePlace(layer, !recurrent.isEmpty());
        if (endsInSequences() && pooling == Pooling.LAST) {
            throw new UnusableKerasFileException(
                    "The layer '" + layer.name() + "' reads the states of all steps, not a pooled or the last one.");
        }
        requireAny(layer);
        int units = layer.size("units", "output_dim");
        int inputs = recurrent.get(recurrent.size() - 1).outputs();
        Dense before = answer;
        if (before != null) {
            if (between != null) {
                throw new UnusableKerasFileException("The model has more than one Dense layer between, such as '"
                        + before.layer().name() + "'.");
            }
            between = before;
            inputs = before.units();
        }
        new Architecture(2, 1, Cell.LSTM, units, 1, false, 1, 0);
        float[] kernel = read(layer, "", "kernel", "W", 0, inputs, units);
        float[] bias = layer.hasBias() ? read(layer, "", "bias", "b", 1, units) : new float[units];
        answer = new Dense(layer, units, kernel, bias, layer.activation("activation"));
        figures.add(layer, List.of((long) units), (long) inputs * units, layer.hasBias() ? units : 0);
    }

    private void addActivation(KerasLayer layer) {
        Dense dense = answer;
        if (dense == null || !dense.activation().equals("linear")) {
            throw unplaced(layer);
        }
        answer = dense.with(layer, layer.activation("activation"));
        figures.identity(layer);
    }

    private static void requirePlace(KerasLayer layer, boolean fits) {
        if (!fits) {
            throw unplaced(layer);
        }
    }

    private static UnusableKerasFileException unplaced(KerasLayer layer) {
        return new UnusableKerasFileException("The layer '" + layer.name() + "' of the class '" + layer.type()
                + "' stands where none of its kind can be imported.");
    }

    private Function function(KerasLayer layer, String key) {
        return function(layer.activation(key), layer, isKeras3());
    }

    private static Function function(String name, KerasLayer layer, boolean later) {
        return switch (name) {
            case "tanh" -> Function.TANH;
            case "sigmoid" -> Function.SIGMOID;
            case "relu" -> Function.RELU;
            case "linear" -> Function.LINEAR;
            case "hard_sigmoid" -> {
                if (later) {
                    throw new UnusableKerasFileException("The layer '" + layer.name()
                            + "' has the hard sigmoid of Keras 3 elsewhere than at its gates.");
                }
                yield Function.HARD_SIGMOID;
            }
            default ->
                throw new UnusableKerasFileException("The layer '" + layer.name() + "' has the activation '" + name
                        + "', which cannot be imported.");
        };
    }

    private boolean isKeras3() {
        return container.version().startsWith("3");
    }

    /** Initial biases are zeros, but for the forget gate, whose are ones; training changes every one of them. */
    private void noteUntrained() {
        for (Recurrent layer : recurrent) {
            for (Recurrent.Direction direction : layer.directions()) {
                for (int column = 0; column < direction.bias().length; column++) {
                    boolean forgets = layer.cell() == Cell.LSTM && column / layer.units() == 1;
                    if (direction.bias()[column] != (forgets ? 1 : 0)) {
                        return;
                    }
                }
            }
        }
        notes.add("All biases of the recurrent layers have their initial values: the model looks untrained.");
    }

    /** A dense layer as it is in the file, with the activation that it has, or that follows it. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Dense(KerasLayer layer, int units, float[] kernel, float[] bias, String activation) {

        Dense with(KerasLayer activated, String other) {
            return new Dense(
                    new KerasLayer(layer.type(), layer.name(), activated.values()), units, kernel, bias, other);
        }

        /** The weights of the log odds of the positive label [inputs]. */
        float[] answering(KerasChoices choices) {
            requireBinary(choices);
            float[] weights = new float[kernel.length / units];
            for (int row = 0; row < weights.length; row++) {
                weights[row] = logOdds(kernel, row * units, choices);
            }
            return weights;
        }

        float answeringBias(KerasChoices choices) {
            return logOdds(bias, 0, choices);
        }

        /** Of a softmax of two, the difference of its sums; of one sigmoid, its sum, with the sign of the label. */
        private float logOdds(float[] values, int first, KerasChoices choices) {
            int positive = choices.positive();
            return units == 2
                    ? values[first + positive] - values[first + 1 - positive]
                    : positive == 1 ? values[first] : -values[first];
        }

        private void requireBinary(KerasChoices choices) {
            if (units > 2) {
                throw new UnusableKerasFileException("The layer '" + layer.name() + "' answers with " + units
                        + " classes; this service tells positive from negative.");
            }
            if (choices.positive() > 1) {
                throw new UnusableKerasFileException(
                        "The positive label must be 0 or 1, but is " + choices.positive() + ".");
            }
            String expected = units == 2 ? "softmax" : "sigmoid";
            if (activation.equals("linear") && !choices.logits()) {
                throw new UnusableKerasFileException("The layer '" + layer.name()
                        + "' answers without an activation: say --logits if its values are log odds.");
            }
            if (!activation.equals("linear") && !activation.equals(expected)) {
                throw new UnusableKerasFileException("The layer '" + layer.name() + "' answers with " + units + " value"
                        + (units == 1 ? "" : "s") + " of '" + activation + "', not of '" + expected + "'.");
            }
        }
    }
}
