package io.sentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.prediction.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PredictStatefulTest {

    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();

    @BeforeEach
    void write() throws IOException {
        TinyModels.write(folder, "tiny", 1, "en", "Latn", "a good and a bad film");
        TinyModels.write(folder, "tiny", 2, "en", "Latn", "a good and a bad film", true);
    }

    @Test
    void theLinesAreOneTextAndTheLastAnswerIsThatOfTheWhole() throws IOException {
        Path lines = Files.writeString(folder.resolve("lines.txt"), "a good film\n\nand a bad\nand a bad surprise\n");
        Path whole = Files.writeString(folder.resolve("whole.txt"), "a good film and a bad and a bad surprise\n");

        assertThat(terminal.run("predict", "--bundle", folder.resolve("tiny-1"), whole))
                .isZero();
        JsonNode expected = JsonMapper.shared().readTree(terminal.out());
        assertThat(terminal.run("predict", "--stateful", "--bundle", folder.resolve("tiny-1"), lines))
                .isZero();

        List<JsonNode> answers =
                terminal.out().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(answers).hasSize(4);
        assertThat(answers.get(1)).isEqualTo(answers.get(0));
        assertThat(answers.get(3).path("tokens")).isEqualTo(expected.path("tokens"));
        assertThat(answers.get(3).path("unknownTokens")).isEqualTo(expected.path("unknownTokens"));
        assertThat(answers.get(3).path("positive").asDouble())
                .isEqualTo(expected.path("positive").asDouble(), within(1e-6));
    }

    @Test
    void aNetworkThatReadsBackwardsTooIsRefused() {
        assertThat(terminal.run("predict", "--stateful", "--bundle", folder.resolve("tiny-2")))
                .isEqualTo(2);
        assertThat(terminal.err())
                .contains(
                        "The network of version 2 of the model 'tiny' reads backwards too, or pools all its states: it"
                                + " cannot read a text line by line.");
    }
}
