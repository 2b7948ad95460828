package io.sentiment.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JavaCommandTest {

    private static final Path JAVA = Path.of("/usr/bin/java");

    @Test
    void optionsOfJavaAndArgumentsOfTheProgramAreToldApart() {
        Optional<JavaCommand> command = JavaCommand.of(
                JAVA,
                "java\0-Xmx1g\0--add-opens\0java.base/java.nio=ALL-UNNAMED\0-jar\0a.jar\0serve\0-jar\0\0",
                "a.jar");

        assertThat(command)
                .contains(new JavaCommand(
                        JAVA,
                        List.of("-Xmx1g", "--add-opens", "java.base/java.nio=ALL-UNNAMED"),
                        "a.jar",
                        List.of("serve", "-jar", "")));
    }

    @Test
    void aJarWithoutArgumentsIsOneToo() {
        assertThat(JavaCommand.of(JAVA, "java\0-jar\0a.jar\0", "a.jar"))
                .contains(new JavaCommand(JAVA, List.of(), "a.jar", List.of()));
    }

    @Test
    void aClassIsNoJar() {
        assertThat(JavaCommand.of(JAVA, "java\0-cp\0a.jar\0io.sentiment.cli.SentimentService\0", "a.jar"))
                .isEmpty();
    }

    @Test
    void aWordInAnyEncodingIsPassedOnByteByByte() {
        String words = new String(
                "java\0-jar\0/home/müller/a.jar\0房间\0".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        List<String> passedOn =
                JavaCommand.of(JAVA, words, "/home/müller/a.jar").orElseThrow().words();

        assertThat(new String(
                        String.join("\0", passedOn).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .isEqualTo("/usr/bin/java\0-jar\0/home/müller/a.jar\0房间");
    }

    @Test
    void theUsersOptionsComeLastBecauseTheLastOneCounts() {
        JavaCommand command = new JavaCommand(JAVA, List.of("-XX:+UseZGC"), "a.jar", List.of("serve"));

        assertThat(command.with(Path.of("/cache/b.jar"), List.of("-XX:+UseG1GC"))
                        .words())
                .containsExactly("/usr/bin/java", "-XX:+UseG1GC", "-XX:+UseZGC", "-jar", "/cache/b.jar", "serve");
    }

    @Test
    void aDebuggerOrAnotherAgentIsSeen() {
        assertThat(new JavaCommand(JAVA, List.of("-agentlib:jdwp=server=y"), "a.jar", List.of()).hasAgent())
                .isTrue();
        assertThat(new JavaCommand(JAVA, List.of("-Xmx1g"), "a.jar", List.of("-javaagent:x")).hasAgent())
                .isFalse();
    }
}
