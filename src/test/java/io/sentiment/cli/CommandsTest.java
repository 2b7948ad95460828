package io.sentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandsTest {

    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "train",
                "generate",
                "evaluate",
                "predict",
                "summary",
                "trace",
                "token",
                "import",
                "export"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(terminal.run(command, "--help")).isZero();
        assertThat(terminal.out()).startsWith("Usage: sentiment-service " + command);
    }

    @Test
    void theSummaryOfTheReferencePresetHasItsThreeLayers() {
        assertThat(terminal.run("summary", "--preset", "reference")).isZero();
        assertThat(terminal.out()).contains("embedding (Embedding)", "lstm (LSTM)", "dense (Dense)", "11,416,577");

        assertThat(terminal.run("summary", "--preset", "reference", "--json")).isZero();
        JsonNode summary = JsonMapper.shared().readTree(terminal.out());
        assertThat(summary.get("parameters").asLong()).isEqualTo(11_416_577);
        assertThat(summary.get("layers").get(1).get("formula").asString()).isEqualTo("4·1024·(1024+512) + 4·1024");
    }

    @Test
    void aTokenIsPrintedWithTheSettingsOfItsHash() throws Exception {
        assertThat(terminal.run("token", "--name", "ci", "--role", "admin", "--index", "2"))
                .isZero();
        Matcher printed = Pattern.compile(
                        "Token: {4}([\\w-]{43})\nSHA-256: {2}(\\p{XDigit}{64})\n\n(.*)", Pattern.DOTALL)
                .matcher(terminal.out());

        assertThat(printed.matches()).as(terminal.out()).isTrue();
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(printed.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(printed.group(2)).isEqualTo(HexFormat.of().formatHex(digest));
        assertThat(printed.group(3).lines())
                .containsExactly(
                        "sentiment.security.tokens[2].name=ci",
                        "sentiment.security.tokens[2].role=admin",
                        "sentiment.security.tokens[2].sha256=" + printed.group(2));

        String first = terminal.out();
        terminal.run("token", "--name", "ci", "--role", "admin", "--index", "2");
        assertThat(terminal.out()).isNotEqualTo(first);
    }

    @Test
    void badInputGetsOneSentenceAndExitCodeTwo() {
        assertBadInput("summary", "--preset", "gigantic");
        assertBadInput("summary");
        assertBadInput("evaluate", "--bundle", folder.resolve("none"), "--data", folder.resolve("none.tsv"));
        assertBadInput("predict", "--bundle", folder.resolve("none"));
        assertBadInput("predict", "--bundle", folder, folder.resolve("none.txt"));
        assertBadInput("dance");
        assertBadInput("serve", "loudly");
        assertBadInput("train");
        assertBadInput("token");
        assertBadInput("token", "--name", "with space");
        assertBadInput("token", "--name", "ci", "--role", "root");
        assertBadInput("token", "--name", "ci", "--index", "-1");
    }

    private void assertBadInput(Object... arguments) {
        assertThat(terminal.run(arguments)).as(terminal.err()).isEqualTo(2);
        assertThat(terminal.err()).hasLineCount(1).doesNotContain("Exception").endsWith(".\n");
    }
}
