package io.sentiment.model.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.InferenceEngine;
import io.sentiment.text.EncodedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What layers of Keras gave on random inputs. The inputs are the rows of an embedding, and a dense layer answers with one value
 * of the layer after the other.
 */
class GoldenLayersTest {

    private static final double TOLERANCE = 1e-5;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "LSTM, recurrent.LSTM.0, tanh, hard_sigmoid",
        "LSTM, recurrent.LSTM.1, sigmoid, sigmoid",
        "LSTM, recurrent.LSTM.2, tanh, hard_sigmoid",
        "SimpleRNN, recurrent.SimpleRNN.0, tanh, ",
        "SimpleRNN, recurrent.SimpleRNN.1, sigmoid, ",
        "SimpleRNN, recurrent.SimpleRNN.2, tanh, "
    })
    void aLayerGivesWhatItGaveInKeras(String type, String name, String activation, @Nullable String gates)
            throws IOException {
        JsonNode golden = golden(type, name);
        String settings = "\"name\": \"layer\", \"units\": " + last(golden.path("expected"))
                + ", \"activation\": \"" + activation + "\", \"recurrent_activation\": \"" + gates
                + "\", \"return_sequences\": " + returnsSequences(golden);
        compare(golden, type, settings, List.of("layer/layer/cell/"), last(golden.path("expected")));
    }

    @ParameterizedTest
    @CsvSource({
        "wrappers.Bidirectional.0, SimpleRNN, sum",
        "wrappers.Bidirectional.1, SimpleRNN, mul",
        "wrappers.Bidirectional.2, SimpleRNN, concat",
        "wrappers.Bidirectional.3, SimpleRNN, ave",
        "wrappers.Bidirectional.4, SimpleRNN, concat",
        "wrappers.Bidirectional.6, LSTM, concat",
        "wrappers.Bidirectional.7, SimpleRNN, sum"
    })
    void twoDirectionsGiveWhatTheyGaveInKeras(String name, String cell, String mode) throws IOException {
        JsonNode golden = golden("Bidirectional", name);
        String settings = "\"name\": \"layer\", \"merge_mode\": \"" + mode + "\", \"layer\": {\"class_name\": \"" + cell
                + "\", \"config\": {\"name\": \"inner\", \"units\": 4, \"activation\": \"tanh\","
                + " \"recurrent_activation\": \"hard_sigmoid\", \"return_sequences\": " + returnsSequences(golden)
                + "}}";
        compare(
                golden,
                "Bidirectional",
                settings,
                List.of("layer/layer/forward_inner/cell/", "layer/layer/backward_inner/cell/"),
                last(golden.path("expected")));
    }

    /** Asks for each value of the last state, or of the mean of all states. */
    private void compare(JsonNode golden, String type, String settings, List<String> groups, int values)
            throws IOException {
        float[][] input = matrix(golden.path("input"));
        int steps = input.length;
        EncodedText text = new EncodedText(IntStream.range(0, steps).toArray(), steps, 0, false);
        double[] expected = expected(golden, values);
        for (int value = 0; value < values; value++) {
            KerasFile file = new KerasFile("2.0.9")
                    .layer(
                            "Embedding",
                            "\"name\": \"embedding\", \"input_dim\": " + steps + ", \"output_dim\": " + input[0].length)
                    .array("embedding/embedding/embeddings:0", input)
                    .layer(type, settings);
            String[] roles = {"kernel:0", "recurrent_kernel:0", "bias:0"};
            for (int array = 0; array < golden.path("weights").size(); array++) {
                JsonNode weights = golden.path("weights").get(array);
                file.array(
                        groups.get(array / 3) + roles[array % 3], array % 3 == 2 ? vector(weights) : matrix(weights));
            }
            if (returnsSequences(golden)) {
                file.layer("GlobalAveragePooling1D", "\"name\": \"pooling\"");
            }
            float[][] one = new float[values][1];
            one[value][0] = 1;
            file.layer("Dense", "\"name\": \"dense\", \"units\": 1, \"activation\": \"sigmoid\"")
                    .array("dense/dense/kernel:0", one)
                    .array("dense/dense/bias:0", new float[1]);
            KerasModel model = new KerasImport(
                            file.hdf5(folder.resolve("golden.h5")),
                            null,
                            VocabularyKind.AUTO,
                            null,
                            null,
                            null,
                            1,
                            false)
                    .readNetwork();
            for (InferenceEngine engine : Networks.engines(Networks.reading(model.weights(), steps))) {
                try (engine) {
                    assertThat((double) engine.positiveProbabilities(List.of(text))[0])
                            .as("value %s by %s", value, engine.name())
                            .isCloseTo(1 / (1 + Math.exp(-expected[value])), within(TOLERANCE));
                }
            }
        }
    }

    /** Of a sequence the mean of its steps. */
    private static double[] expected(JsonNode golden, int values) {
        JsonNode data = golden.path("expected").path("data");
        double[] means = new double[values];
        for (int index = 0; index < data.size(); index++) {
            means[index % values] += data.get(index).asDouble() * values / data.size();
        }
        return means;
    }

    private static JsonNode golden(String type, String name) throws IOException {
        return JSON.readTree(Files.readAllBytes(SharedModels.file("31-kerasjs-golden/" + type + ".json")))
                .path(name);
    }

    private static boolean returnsSequences(JsonNode golden) {
        return golden.path("expected").path("shape").size() == 2;
    }

    private static int last(JsonNode array) {
        JsonNode shape = array.path("shape");
        return shape.get(shape.size() - 1).asInt();
    }

    private static float[] vector(JsonNode array) {
        return JSON.convertValue(array.path("data"), float[].class);
    }

    private static float[][] matrix(JsonNode array) {
        int columns = last(array);
        float[] values = vector(array);
        float[][] matrix = new float[values.length / columns][columns];
        for (int row = 0; row < matrix.length; row++) {
            System.arraycopy(values, row * columns, matrix[row], 0, columns);
        }
        return matrix;
    }
}
