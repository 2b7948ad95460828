package io.sentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainCommandTest {

    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();

    @Test
    void theHelpDoesNotSpeakOfIt() {
        assertThat(terminal.run("--help")).isZero();
        assertThat(terminal.out()).contains("train", "evaluate").doesNotContain("retrain");
        assertThat(terminal.run("retrain", "--help")).isZero();
    }

    @Test
    void anUnusableOrderGetsOneSentenceAndExitCodeTwo() throws Exception {
        assertThat(terminal.run("retrain", "--order", folder)).isEqualTo(2);
        assertThat(terminal.err()).isEqualTo("There is no training order " + folder.resolve("order.json") + ".\n");

        Files.writeString(folder.resolve("order.json"), "{\"colour\": 3}");
        assertThat(terminal.run("retrain", "--order", folder)).isEqualTo(2);
        assertThat(terminal.err())
                .startsWith(folder.resolve("order.json") + " is malformed: ")
                .doesNotContain("Feature")
                .hasLineCount(1);
        assertThat(terminal.out()).isEmpty();
    }
}
