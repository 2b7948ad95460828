package io.sentiment.model.keras;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Models that people published, with what Keras answers. They lie outside of the project, which has no licence to hold them:
 * in the folder of the property {@code keras.models}, or beside the project.
 */
final class SharedModels {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SharedModels() {}

    static Path folder() {
        Path folder = Path.of(System.getProperty("keras.models", "../shared/keras"));
        assumeTrue(Files.isDirectory(folder), () -> "There are no published models in " + folder + ".");
        return folder;
    }

    static Path file(String path) {
        return folder().resolve(path);
    }

    /** The ids that each model was asked, and what it answered. */
    static List<Answer> answers(String model) throws IOException {
        return read(model, model.substring(model.indexOf('/') + 1));
    }

    /** The texts that each model was asked, and what it answered. */
    static List<Answer> textAnswers(String model) throws IOException {
        return read(model, model.substring(model.indexOf('/') + 1) + "#texts");
    }

    static List<Path> modelFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder(), 2)) {
            return files.filter(file -> file.toString().matches(".*\\.(h5|keras)"))
                    .filter(file -> !file.toString().contains("inputs_and_outputs"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Answer> read(String model, String key) throws IOException {
        Path expected = file(model).resolveSibling("expected.json");
        List<Answer> answers = new ArrayList<>();
        for (JsonNode node : JSON.readTree(Files.readAllBytes(expected)).path(key)) {
            answers.add(new Answer(
                    node.path("text").asString(""),
                    JSON.convertValue(node.path("ids"), int[].class),
                    JSON.convertValue(node.path("out"), double[].class)));
        }
        return answers;
    }

    /**
     * What a model answered.
     *
     * @param text empty where it was asked ids alone
     * @param ids of Keras, with padding
     * @param outputs of the last layer
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Answer(String text, int[] ids, double[] outputs) {

        /** The probability of the label that is positive where nobody says. */
        double positive() {
            return outputs[outputs.length - 1];
        }
    }
}
