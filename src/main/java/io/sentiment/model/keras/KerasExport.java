package io.sentiment.model.keras;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Function;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Particulars;
import io.sentiment.network.Pooling;
import io.sentiment.storage.AtomicFile;
import io.sentiment.text.rules.TextRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a network as a {@code .keras} file of Keras 3, and its vocabulary beside it. {@link KerasImport} makes the same bundle
 * of both.
 *
 * @see <a href="https://github.com/keras-team/keras/blob/master/keras/src/saving/saving_lib.py">saving_lib.py: the format</a>
 */
public final class KerasExport {

    private static final String VERSION = "3.10.0";

    /** Keras' blocks of columns, i, f, c and o, by their places in DL4J's order. */
    private static final int[] DL4J_BLOCKS = {3, 1, 0, 2};

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ModelBundle bundle;
    private final Architecture architecture;
    private final NetworkWeights weights;

    /** Of a bundle, whose weights are read. Throws what {@link ModelBundle#openNetwork} does. */
    public KerasExport(ModelBundle bundle) {
        this.bundle = bundle;
        this.architecture = bundle.manifest().architecture();
        this.weights = bundle.readWeights();
    }

    /** Where the vocabulary stands that belongs to a file: beside it, under its name. */
    public static Path vocabularyBeside(Path file) {
        String name = file.getFileName().toString();
        String stem = name.endsWith(".keras") ? name.substring(0, name.length() - ".keras".length()) : name;
        return file.resolveSibling(stem + ".vocabulary.json");
    }

    /**
     * Writes both files, or replaces them.
     *
     * @return what the user should know, a sentence each
     * @throws UnusableKerasFileException if Keras 3 has no layers for this network
     * @throws IOException if a file cannot be written
     */
    public List<String> write(Path file) throws IOException {
        Particulars particulars = architecture.particularsOrNone();
        if (particulars.state() == Function.HARD_SIGMOID || particulars.dense() == Function.HARD_SIGMOID) {
            throw new UnusableKerasFileException("Keras 3 has another hard sigmoid than this network.");
        }
        Path arrays = Files.createTempFile("keras", ".h5");
        try {
            writeArrays(arrays);
            AtomicFile.write(file, stream -> {
                // Closing it would close what is not ours.
                ZipOutputStream zip = new ZipOutputStream(stream);
                put(zip, "metadata.json", JSON.writeValueAsBytes(Map.of("keras_version", VERSION)));
                put(zip, "config.json", JSON.writeValueAsBytes(configuration()));
                zip.putNextEntry(entry("model.weights.h5"));
                Files.copy(arrays, zip);
                zip.closeEntry();
                zip.finish();
            });
        } finally {
            Files.deleteIfExists(arrays);
        }
        byte[] vocabulary = new ExportedVocabulary(
                        bundle.vocabulary().tokens(), bundle.manifest().tokenizer(), architecture)
                .write();
        AtomicFile.write(vocabularyBeside(file), stream -> stream.write(vocabulary));
        return masksZero() || readsPadding()
                ? List.of()
                : List.of("Keras pools the states of padding too: ask it texts of one length at a time.");
    }

    /** The same bundle always gives the same bytes. */
    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        return entry;
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(entry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private boolean readsPadding() {
        TextRules rules = bundle.manifest().tokenizer().rules();
        return rules != null && rules.pads();
    }

    /** Keras' maximum over all states knows no mask. */
    private boolean masksZero() {
        return !readsPadding() && architecture.pooling() != Pooling.MAX;
    }

    private Map<String, Object> configuration() {
        List<Object> layers = new ArrayList<>();
        @Nullable Integer length = readsPadding() ? architecture.maximumLength() : null;
        List<@Nullable Integer> shape = Arrays.asList(null, length);
        layers.add(layer("InputLayer", "input_layer", map("batch_shape", shape, "dtype", "float32", "sparse", false)));
        layers.add(layer(
                "Embedding",
                "embedding",
                map(
                        "input_dim",
                        architecture.vocabularySize(),
                        "output_dim",
                        architecture.embeddingSize(),
                        "mask_zero",
                        masksZero())));
        for (int layer = 0; layer < architecture.layers(); layer++) {
            layers.add(recurrent(layer));
        }
        if (architecture.pooling() != Pooling.LAST) {
            boolean max = architecture.pooling() == Pooling.MAX;
            layers.add(layer(
                    max ? "GlobalMaxPooling1D" : "GlobalAveragePooling1D",
                    max ? "global_max_pooling1d" : "global_average_pooling1d",
                    map()));
        }
        Particulars particulars = architecture.particularsOrNone();
        if (particulars.denseSize() > 0) {
            layers.add(
                    dense("dense", particulars.denseSize(), particulars.dense().label()));
        }
        layers.add(dense(particulars.denseSize() > 0 ? "dense_1" : "dense", 1, "sigmoid"));
        Map<String, Object> config =
                map("name", "sequential", "trainable", true, "layers", layers, "build_input_shape", shape);
        Map<String, Object> model = map("module", "keras", "class_name", "Sequential", "config", config);
        model.put("registered_name", null);
        model.put("build_config", map("input_shape", shape));
        return model;
    }

    private Map<String, Object> recurrent(int layer) {
        boolean all = layer < architecture.layers() - 1 || architecture.pooling() != Pooling.LAST;
        if (!architecture.bidirectional()) {
            return recurrent(numbered(cellName(), layer), all, false);
        }
        return layer(
                "Bidirectional",
                numbered("bidirectional", layer),
                map(
                        "merge_mode",
                        all || !architecture.particularsOrNone().multiplied() ? "concat" : "mul",
                        "layer",
                        recurrent("forward_" + numbered(cellName(), layer), all, false),
                        "backward_layer",
                        recurrent("backward_" + numbered(cellName(), layer), all, true)));
    }

    private Map<String, Object> recurrent(String name, boolean returnsSequences, boolean backwards) {
        Particulars particulars = architecture.particularsOrNone();
        Map<String, Object> config = map(
                "units",
                architecture.hiddenSize(),
                "activation",
                particulars.state().label(),
                "use_bias",
                true,
                "return_sequences",
                returnsSequences,
                "go_backwards",
                backwards);
        if (architecture.cell() == Cell.LSTM) {
            config.put("recurrent_activation", particulars.gates().label().replace('-', '_'));
        }
        return layer(architecture.cell() == Cell.LSTM ? "LSTM" : "SimpleRNN", name, config);
    }

    private Map<String, Object> dense(String name, int units, String activation) {
        return layer("Dense", name, map("units", units, "activation", activation, "use_bias", true));
    }

    private static Map<String, Object> layer(String type, String name, Map<String, Object> config) {
        config.put("name", name);
        config.put("trainable", true);
        Map<String, Object> layer = map("module", "keras.layers", "class_name", type, "config", config);
        layer.put("registered_name", null);
        return layer;
    }

    /** In the order in which they are given: keys and values by turns. */
    private static Map<String, Object> map(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int index = 0; index < entries.length; index += 2) {
            map.put((String) entries[index], entries[index + 1]);
        }
        return map;
    }

    private String cellName() {
        return architecture.cell() == Cell.LSTM ? "lstm" : "simple_rnn";
    }

    private static String numbered(String name, int layer) {
        return layer == 0 ? name : name + "_" + layer;
    }

    private void writeArrays(Path file) {
        try (WritableHdfFile hdf5 = HdfFile.write(file)) {
            WritableGroup layers = hdf5.putGroup("layers");
            put(layers.putGroup("embedding"), List.of((Object)
                    matrix(weights.embedding(), architecture.embeddingSize())));
            for (int layer = 0; layer < architecture.layers(); layer++) {
                List<NetworkWeights.Direction> directions = weights.layers().get(layer);
                if (architecture.bidirectional()) {
                    WritableGroup both = layers.putGroup(numbered("bidirectional", layer));
                    put(both.putGroup("forward_layer").putGroup("cell"), directions.get(0));
                    put(both.putGroup("backward_layer").putGroup("cell"), directions.get(1));
                } else {
                    put(layers.putGroup(numbered(cellName(), layer)).putGroup("cell"), directions.get(0));
                }
            }
            NetworkWeights.Dense between = weights.between();
            if (between != null) {
                put(
                        layers.putGroup("dense"),
                        List.of(matrix(between.weights(), between.bias().length), between.bias()));
            }
            put(
                    layers.putGroup(between == null ? "dense" : "dense_1"),
                    List.of(matrix(weights.dense(), 1), new float[] {weights.denseBias()}));
        }
    }

    private void put(WritableGroup cell, NetworkWeights.Direction direction) {
        int columns = architecture.cell().matrices() * architecture.hiddenSize();
        put(
                cell,
                List.of(
                        matrix(blocks(direction.input()), columns),
                        matrix(blocks(direction.recurrent()), columns),
                        blocks(direction.bias())));
    }

    private static void put(WritableGroup group, List<Object> arrays) {
        WritableGroup variables = group.putGroup("vars");
        for (int index = 0; index < arrays.size(); index++) {
            variables.putDataset(Integer.toString(index), arrays.get(index));
        }
    }

    private static float[][] matrix(float[] values, int columns) {
        float[][] matrix = new float[values.length / columns][];
        for (int row = 0; row < matrix.length; row++) {
            matrix[row] = Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
        }
        return matrix;
    }

    /** Puts the blocks of each row where Keras has them. */
    private float[] blocks(float[] matrix) {
        if (architecture.cell() != Cell.LSTM) {
            return matrix;
        }
        int hidden = architecture.hiddenSize();
        boolean scales = architecture.particularsOrNone().gates() == Function.HARD_SIGMOID;
        float[] target = new float[matrix.length];
        for (int row = 0; row < matrix.length / (4 * hidden); row++) {
            for (int block = 0; block < 4; block++) {
                int from = (row * 4 + DL4J_BLOCKS[block]) * hidden;
                for (int unit = 0; unit < hidden; unit++) {
                    float value = matrix[from + unit];
                    target[(row * 4 + block) * hidden + unit] =
                            scales && DL4J_BLOCKS[block] != 0 ? forLaterHardSigmoid(value) : value;
                }
            }
        }
        return target;
    }

    /** The number that an import makes {@code value} of again, where there is one. */
    private static float forLaterHardSigmoid(float value) {
        float near = value / RecurrentLayers.LATER_HARD_SIGMOID;
        for (float candidate : new float[] {near, Math.nextUp(near), Math.nextDown(near)}) {
            if (candidate * RecurrentLayers.LATER_HARD_SIGMOID == value) {
                return candidate;
            }
        }
        return near;
    }
}
