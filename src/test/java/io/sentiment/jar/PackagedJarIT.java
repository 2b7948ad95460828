package io.sentiment.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.OSInfo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The jar as a user has it: alone in a strange folder, with the models that it ships. */
class PackagedJarIT {

    private static final int CLIENTS = 32;
    private static final int REQUESTS = 2_000;

    /** What a process exits with when SIGTERM has stopped it. */
    private static final int TERMINATED = 143;

    @TempDir
    static Path shared;

    private PackagedJar jar = new PackagedJar(shared);

    @BeforeEach
    void folder() {
        jar = new PackagedJar(shared);
    }

    @Test
    void itIsSmallEnoughToPassAround() throws IOException {
        assertThat(Files.size(Path.of(System.getProperty("sentiment.jar", "")))).isLessThan(250_000_000);
    }

    @Test
    void itHasTheLibraryOfSqliteForItsOwnPlatformOnly() throws IOException {
        List<String> libraries = new ArrayList<>();
        try (JarFile jarFile = new JarFile(System.getProperty("sentiment.jar", ""))) {
            JarEntry sqlite = jarFile.stream()
                    .filter(entry -> entry.getName().startsWith("BOOT-INF/lib/sqlite-jdbc-"))
                    .findAny()
                    .orElseThrow();
            ZipInputStream entries = new ZipInputStream(jarFile.getInputStream(sqlite));
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.getName().startsWith("org/sqlite/native/") && !entry.isDirectory()) {
                    libraries.add(entry.getName());
                }
            }
        }

        assertThat(libraries)
                .containsExactly("org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/"
                        + System.mapLibraryName("sqlitejdbc"));
    }

    @Test
    void theShippedModelsAnswerInEnglishAndChinese() throws Exception {
        try (RunningService service = new RunningService(jar)) {
            JsonNode predictions =
                    service.predict(List.of("A wonderful film, I loved every minute.", "房间又脏又吵，服务态度很差。"));

            assertThat(predictions.get(0).get("label").asString()).isEqualTo("positive");
            assertThat(predictions.get(0).get("model").asString()).isEqualTo("reviews-en");
            assertThat(predictions.get(1).get("label").asString()).isEqualTo("negative");
            assertThat(predictions.get(1).get("model").asString()).isEqualTo("reviews-zh");

            assertThat(service.get("/api/v1/models").body()).contains("reviews-en", "reviews-zh");
            assertThat(service.get("/actuator/prometheus").body()).contains("sentiment_");
            assertThat(service.get("/v3/api-docs").body()).contains("/api/v1/predictions");
            assertThat(PackagedJar.exitCode(service.terminate())).isEqualTo(TERMINATED);
        }
    }

    @Test
    void whatManyClientsAskInParallelIsWhatTheCommandPredicts() throws Exception {
        List<String> texts = MixedTexts.list(REQUESTS);
        List<JsonNode> answers = new ArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (RunningService service = new RunningService(jar)) {
            List<Future<JsonNode>> requests = texts.stream()
                    .map(text ->
                            clients.submit(() -> service.predict(List.of(text)).get(0)))
                    .toList();
            for (Future<JsonNode> request : requests) {
                answers.add(request.get());
            }
        } finally {
            clients.shutdownNow();
        }

        Map<String, List<Integer>> byModel = new HashMap<>();
        for (int index = 0; index < texts.size(); index++) {
            String model = answers.get(index).get("model").asString();
            byModel.computeIfAbsent(model, name -> new ArrayList<>()).add(index);
        }
        assertThat(byModel).containsOnlyKeys("reviews-en", "reviews-zh");
        for (Map.Entry<String, List<Integer>> entry : byModel.entrySet()) {
            List<JsonNode> expected = predict(
                    entry.getKey(), entry.getValue().stream().map(texts::get).toList());
            for (int row = 0; row < expected.size(); row++) {
                assertSameAnswer(answers.get(entry.getValue().get(row)), expected.get(row));
            }
        }
    }

    /** A batch sums in another order than a text alone, hence the last digits. */
    private static void assertSameAnswer(JsonNode actual, JsonNode expected) {
        assertThat(actual.get("label")).isEqualTo(expected.get("label"));
        assertThat(actual.get("tokens")).isEqualTo(expected.get("tokens"));
        assertThat(actual.get("positive").asDouble())
                .isCloseTo(expected.get("positive").asDouble(), within(1e-6));
    }

    private List<JsonNode> predict(String model, List<String> texts) throws Exception {
        Path file = Files.write(shared.resolve(model + ".txt"), texts);
        assertThat(jar.run("predict", "--model", model, file.toString()))
                .as(jar.err())
                .isZero();
        return jar.out().lines().map(JsonMapper.shared()::readTree).toList();
    }

    @Test
    void aDamagedBundleStopsTheStartWithTheFileAndTheReason() throws Exception {
        Path models = Files.createDirectories(shared.resolve("damaged/model"));
        Files.writeString(models.resolve("manifest.json"), "{");

        assertThat(jar.run("--sentiment.models.location=" + models.getParent(), "--server.port=0"))
                .isEqualTo(1);
        assertThat(jar.out() + jar.err())
                .contains(models.toString(), "network.zip is missing")
                .doesNotContain("\tat io.sentiment");
    }

    @Test
    void anInterruptedTrainingStoresTheBestEpochSoFarOrNothing() throws Exception {
        Path data = shared.resolve("train.tsv");
        StringBuilder rows = new StringBuilder("label\ttext\n");
        for (int row = 0; row < 4_000; row++) {
            rows.append(row % 2)
                    .append('\t')
                    .append(row % 2 == 0 ? "bad " : "good ")
                    .append("word")
                    .append(row)
                    .append(" film\n");
        }
        Files.writeString(data, rows);
        Path bundle = shared.resolve("bundle");
        Process training = jar.start(
                "train",
                "--data",
                data.toString(),
                "--name",
                "tiny",
                "--out",
                bundle.toString(),
                "--epochs",
                "500",
                "--patience",
                "500");
        while (training.isAlive() && !jar.err().contains("Epoch 1: ")) {
            Thread.sleep(50);
        }
        training.destroy();

        assertThat(PackagedJar.exitCode(training)).as(jar.err()).isEqualTo(TERMINATED);
        assertThat(jar.err()).contains("Wrote " + bundle);
        assertThat(jar.run("summary", "--bundle", bundle.toString()))
                .as(jar.err())
                .isZero();
    }
}
