package io.sentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.prediction.TinyModels;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What stops the start of the program, as a process with an environment of its own: one sentence for each mistake. */
@Timeout(120)
class StartTest {

    private static final int REFUSED = 1;
    private static final int BAD_ARGUMENTS = 2;

    @TempDir
    Path folder;

    @Test
    void aWrongNameInAnySourceStopsItAndIsNamedWithTheNearest() throws Exception {
        Files.writeString(folder.resolve("application.yaml"), """
                sentiment:
                  security:
                    tokens:
                      - name: shop
                        roles: client
                """);
        Files.writeString(
                Files.createDirectories(folder.resolve("config")).resolve("application.properties"),
                "sentiment.streaming.windowLine=1\nspring.config.import=configtree:tree/\n");
        Files.writeString(
                Files.createDirectories(folder.resolve("tree/sentiment/models")).resolve("open-by-numbers"), "1");

        Start start = start(
                Map.of(
                        "SENTIMENT_LIMITS_BDOY", "1MB",
                        "SPRING_APPLICATION_JSON", "{\"sentiment\": {\"training\": {\"hartbeat\": \"1s\"}}}"),
                List.of("-Dsentiment.batching.max-text=1"),
                "--sentiment.security.prediction=client");

        assertRefused(
                start,
                "'sentiment.security.prediction' (on the command line): the nearest is 'sentiment.security.predictions'.",
                "'SENTIMENT_LIMITS_BDOY' (in the environment): the nearest is 'SENTIMENT_LIMITS_BODY'.",
                "'sentiment.batching.max-text' (in the system properties): the nearest is 'sentiment.batching.max-texts'.",
                "'sentiment.security.tokens[0].roles' (URL [file:application.yaml] - 5:16): the nearest is"
                        + " 'sentiment.security.tokens[0].role'.",
                "'sentiment.streaming.windowLine' (URL [file:config/application.properties] - 1:32): the nearest is"
                        + " 'sentiment.streaming.window-lines'.",
                "'sentiment.models.open-by-numbers' (",
                "'sentiment.training.hartbeat' (");
    }

    /** It ends by itself when everything is loaded. */
    @Test
    void rightNamesVariablesOfKubernetesAndStrangeFoldersDoNotStopIt() throws Exception {
        Path data = folder.resolve("what? #1 is 100%;a&b");
        Files.writeString(
                folder.resolve("application.yaml"), "sentiment:\n  limits:\n  dataDirectory: '" + data + "'\n");

        Start start = start(
                Map.of(
                        "SENTIMENT_LIMITS_TEXTS_PER_REQUEST", "7",
                        "SENTIMENT_ROLES", "serve",
                        "SENTIMENT_SERVICE_HOST", "10.0.0.11",
                        "SENTIMENT_SERVICE_PORT_HTTP", "80",
                        "SENTIMENT_PORT", "tcp://10.0.0.11:80",
                        "SENTIMENT_PORT_8080_TCP_ADDR", "10.0.0.11"),
                List.of("-Dspring.context.exit=onRefresh"),
                "--server.port=0",
                "--sentiment.models.location=" + TinyModels.write(folder.resolve("models")));

        assertThat(start.exitCode()).as(start.output()).isZero();
        assertThat(data.resolve("sentiment.db")).isRegularFile();
    }

    @Test
    void aDataDirectoryThatIsAFileStopsIt() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertRefused(
                start(Map.of(), List.of(), "--sentiment.data-directory=" + file),
                "cannot be made, because " + file + " is a file: name a folder with sentiment.data-directory.");
    }

    @Test
    void aDataDirectoryThatAnotherProcessHasStopsIt() throws Exception {
        try (FileChannel lock = FileChannel.open(
                folder.resolve("sentiment.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();

            assertRefused(
                    start(Map.of("SENTIMENT_DATA_DIRECTORY", folder.toString()), List.of()),
                    "The data directory " + folder + " is in use by another process: stop that one, or name another"
                            + " folder with sentiment.data-directory.");
        }
    }

    @Test
    void aDatabaseThatIsNotThereStopsItWithoutTellingItsPassword() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        String database = "jdbc:postgresql://localhost:" + nobody + "/reviews";

        Start start = start(
                Map.of("SPRING_DATASOURCE_URL", database + "?user=a&password=secret-word"),
                List.of(),
                "--spring.datasource.hikari.connection-timeout=500");

        assertRefused(start, "The database " + database + " cannot be used: ");
        assertThat(start.output()).doesNotContain("secret-word");
    }

    /** Java makes question marks of an argument in the locale of C, and refuses to name a file that YAML names. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aPathThatTheLocaleDoesNotKnowIsToldWithTheLocaleAndWhatToSet() throws Exception {
        String told = "has characters that the locale 'C' does not know (its encoding is US-ASCII): set the environment"
                + " variable LC_ALL to C.UTF-8 and start again.";
        Map<String, String> locale = Map.of("LC_ALL", "C");
        for (String script : List.of(
                "exec \"$@\" --sentiment.data-directory=donn$(printf '\\303\\251')es\n",
                "name=donn$(printf '\\303\\251')es; mkdir $name; cd $name; exec \"$@\"\n")) {
            Path start = Files.writeString(folder.resolve("start"), script);
            Start refused = run(locale, List.of("sh", start.toString()), List.of());
            assertThat(refused.exitCode()).as(refused.output()).isEqualTo(BAD_ARGUMENTS);
            assertThat(refused.output()).hasLineCount(1).endsWith(told + "\n");
        }
        assertThat(folder.resolve("donn??es")).doesNotExist();

        Files.writeString(folder.resolve("application.yaml"), "sentiment.data-directory: données\n");
        Start file = start(locale, List.of());
        assertRefused(file, " of sentiment.data-directory " + told);

        Files.writeString(folder.resolve("application.yaml"), "sentiment.models.location: modèles\n");
        assertRefused(start(locale, List.of()), " of sentiment.models.location " + told);
    }

    private static void assertRefused(Start start, String... sentences) {
        assertThat(start.exitCode()).as(start.output()).isEqualTo(REFUSED);
        assertThat(start.output()).contains(sentences).doesNotContain("\tat ", "Exception");
    }

    private Start start(Map<String, String> environment, List<String> javaOptions, String... arguments)
            throws IOException, InterruptedException {
        return run(environment, List.of(), javaOptions, arguments);
    }

    private Start run(
            Map<String, String> environment, List<String> before, List<String> javaOptions, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SentimentService.class.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> inherited = new HashMap<>(builder.environment());
        inherited.keySet().removeIf(name -> name.startsWith("SENTIMENT_") || name.startsWith("LC_"));
        builder.environment().clear();
        builder.environment().putAll(inherited);
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(100, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("It goes on: " + Files.readString(output));
        }
        return new Start(process.exitValue(), Files.readString(output));
    }

    /** How it ended, and what it printed. */
    private record Start(int exitCode, String output) {}
}
