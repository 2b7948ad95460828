package io.sentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.training.process.TrainerCommand;
import io.sentiment.training.process.TrainerProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

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
    void theServiceIsToldToStartThisProgramForATraining() {
        new ApplicationContextRunner()
                .withUserConfiguration(RetrainCommand.Registration.class, Settings.class)
                .run(context -> assertThat(context.getBean(TrainerCommand.class).mainClass())
                        .isEqualTo(SentimentService.class));
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

    @EnableConfigurationProperties(TrainerProperties.class)
    private static final class Settings {}
}
