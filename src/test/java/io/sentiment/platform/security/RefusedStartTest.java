package io.sentiment.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sentiment.SentimentApplication;
import io.sentiment.prediction.TinyModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RefusedStartTest {

    @TempDir
    Path folder;

    @Test
    void settingsOfNoUseStopTheStartWithASentence(CapturedOutput output) throws Exception {
        refused(
                "--sentiment.security.tokens[0].name=ci",
                "--sentiment.security.tokens[0].role=client",
                "--sentiment.security.tokens[0].sha256=the-token-itself");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("sentiment.security.tokens[0].sha256 must be the SHA-256 hash of the token as 64 hexadecimal")
                .doesNotContain("the-token-itself");
    }

    @Test
    void valuesOutOfRangeAreRefused(CapturedOutput output) throws Exception {
        refused("--sentiment.security.failure-limit=0");
        assertThat(output).contains("must be greater than or equal to 1");

        refused("--sentiment.security.predictions=closed");
        assertThat(output).contains("CLIENT", "OPEN");
    }

    private void refused(String... settings) throws Exception {
        String[] arguments = Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--sentiment.models.location="
                                        + TinyModels.write(Files.createTempDirectory(folder, "models"))),
                        Stream.of(settings))
                .toArray(String[]::new);
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> SpringApplication.run(SentimentApplication.class, arguments)
                        .close());
    }
}
