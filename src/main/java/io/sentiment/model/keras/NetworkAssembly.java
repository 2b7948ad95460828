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
    private @Nullable KerasDense between;
    private @Nullable KerasDense answer;

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
            KerasDense last = answer;
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

    private KerasModel build(float[] rows, KerasDense last) {
        RecurrentLayers stack = new RecurrentLayers(recurrent);
        noteUntrained();
        KerasDense hidden = between;
        float[] answering = last.answering(choices);
        Particulars particulars = new Particulars(
                stack.state(),
                stack.gates(),
                stack.multiplies(),
                hidden == null ? 0 : hidden.units(),
                hidden == null ? Function.LINEAR : hidden.layer().function("activation", isKeras3()),
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
            case "LSTM", "SimpleRNN", "Bidirectional" -> addRecurrent(layer);
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
        embedding = arrays.read(layer, "", "embeddings", "W", 0, vocabulary, embeddingSize);
        figures.add(layer, figures.steps(inputLength, embeddingSize), (long) vocabulary * embeddingSize, 0);
    }

    private void addRecurrent(KerasLayer layer) {
        requirePlace(layer, embedding != null && pooling == Pooling.LAST && between == null && answer == null);
        if (!recurrent.isEmpty() && !recurrent.get(recurrent.size() - 1).returnsSequences()) {
            throw new UnusableKerasFileException("The layer '" + layer.name() + "' gets the last state alone of '"
                    + recurrent.get(recurrent.size() - 1).name() + "'.");
        }
        requireAny(layer);
        int inputs = recurrent.isEmpty()
                ? embeddingSize
                : recurrent.get(recurrent.size() - 1).outputs();
        add(layer, new RecurrentReader(layer, arrays, isKeras3(), notes).read(inputs));
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
                added.biased() ? (long) added.directions().size() * added.cell().matrices() * added.units() : 0);
    }

    private void requireAny(KerasLayer layer) {
        if (!arrays.has(layer)) {
            throw new UnusableKerasFileException("The file has no weights of the layer '" + layer.name()
                    + "': the model was saved before it was built or trained.");
        }
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
        KerasDense before = answer;
        if (before != null) {
            if (between != null) {
                throw new UnusableKerasFileException("The model has more than one Dense layer between, such as '"
                        + before.layer().name() + "'.");
            }
            between = before;
            inputs = before.units();
        }
        new Architecture(2, 1, Cell.LSTM, units, 1, false, 1, 0);
        float[] kernel = arrays.read(layer, "", "kernel", "W", 0, inputs, units);
        float[] bias = layer.hasBias() ? arrays.read(layer, "", "bias", "b", 1, units) : new float[units];
        answer = new KerasDense(layer, units, kernel, bias, layer.activation("activation"));
        figures.add(layer, List.of((long) units), (long) inputs * units, layer.hasBias() ? units : 0);
    }

    private void addActivation(KerasLayer layer) {
        KerasDense dense = answer;
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
}
