package io.sentiment.model.keras;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A model of Keras that a test writes layer by layer, as HDF5 or as a .keras file. */
public final class KerasFile {

    private final String version;
    private final List<String> layers = new ArrayList<>();
    private DatasetCreationOptions options = DatasetCreationOptions.DEFAULT;

    /** Arrays by their paths below the layers' group. */
    private final Map<String, Object> arrays = new LinkedHashMap<>();

    public KerasFile(String version) {
        this.version = version;
    }

    /** Adds a layer, whose settings are JSON without braces; its name is among them. */
    public KerasFile layer(String type, String settings) {
        layers.add("{\"class_name\": \"" + type + "\", \"config\": {" + settings + "}}");
        return this;
    }

    /** Has all arrays compressed, as {@code save(..., compression)} of other programs does. */
    KerasFile compressed() {
        options = DatasetCreationOptions.builder().shuffle().deflate().build();
        return this;
    }

    public KerasFile array(String path, Object values) {
        arrays.put(path, values);
        return this;
    }

    public KerasFile without(String path) {
        arrays.remove(path);
        return this;
    }

    /** An embedding of {@code rows} rows, in which row r is [r/10, -r/10]. */
    public KerasFile embedding(int rows, boolean masksZero) {
        float[][] values = new float[rows][];
        for (int row = 0; row < rows; row++) {
            values[row] = new float[] {row / 10f, -row / 10f};
        }
        return layer(
                        "Embedding",
                        "\"name\": \"embedding\", \"input_dim\": " + rows + ", \"output_dim\": 2, \"mask_zero\": "
                                + masksZero)
                .array("embedding/embedding/embeddings:0", values);
    }

    /** An LSTM of one unit, whose gates i, f, c and o have the weights 1 to 4 tenths; {@code more} is JSON after a comma. */
    public KerasFile lstm(String more) {
        return layer("LSTM", "\"name\": \"lstm\", \"units\": 1, " + activations(more))
                .array("lstm/lstm/lstm_cell/kernel:0", new float[][] {{.1f, .2f, .3f, .4f}, {.5f, .6f, .7f, .8f}})
                .array("lstm/lstm/lstm_cell/recurrent_kernel:0", new float[][] {{.4f, .3f, .2f, .1f}})
                .array("lstm/lstm/lstm_cell/bias:0", new float[] {.1f, 1, .2f, .3f});
    }

    private static String activations(String more) {
        String usual = "\"activation\": \"tanh\", \"recurrent_activation\": \"sigmoid\"";
        return more.contains("recurrent_activation") ? more : more.isEmpty() ? usual : usual + ", " + more;
    }

    /** A dense layer of one unit. */
    public KerasFile dense(String activation) {
        return layer("Dense", "\"name\": \"dense\", \"units\": 1, \"activation\": \"" + activation + "\"")
                .array("dense/dense/kernel:0", new float[][] {{2}})
                .array("dense/dense/bias:0", new float[] {-.5f});
    }

    public Path hdf5(Path file) {
        try (WritableHdfFile hdf5 = HdfFile.write(file)) {
            hdf5.putAttribute("model_config", configuration());
            hdf5.putAttribute("keras_version", version);
            write(hdf5.putGroup("model_weights"));
        }
        return file;
    }

    /**
     * Writes a .keras file.
     *
     * @param root of the layers in the file of weights, such as {@code layers}
     */
    public Path zip(Path file, String root) throws IOException {
        Path weights = Files.createTempFile("weights", ".h5");
        try (WritableHdfFile hdf5 = HdfFile.write(weights)) {
            write(hdf5.putGroup(root));
        }
        try (OutputStream output = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(output)) {
            put(zip, "metadata.json", ("{\"keras_version\": \"" + version + "\"}").getBytes(StandardCharsets.UTF_8));
            put(zip, "config.json", configuration().getBytes(StandardCharsets.UTF_8));
            put(zip, "model.weights.h5", Files.readAllBytes(weights));
        }
        Files.delete(weights);
        return file;
    }

    private String configuration() {
        return "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"sequential\", \"layers\": "
                + layers.stream().collect(Collectors.joining(", ", "[", "]")) + "}}";
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private void write(WritableGroup root) {
        Map<String, WritableGroup> groups = new LinkedHashMap<>();
        arrays.forEach((path, values) -> {
            WritableGroup group = root;
            int slash = path.lastIndexOf('/');
            String at = "";
            for (String name : path.substring(0, slash).split("/", -1)) {
                at += "/" + name;
                WritableGroup parent = group;
                group = groups.computeIfAbsent(at, key -> parent.putGroup(name));
            }
            group.putDataset(path.substring(slash + 1), values, options);
        });
    }
}
