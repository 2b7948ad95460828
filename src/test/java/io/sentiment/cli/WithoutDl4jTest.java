package io.sentiment.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sentiment.network.onednn.OneDnn;
import io.sentiment.prediction.TinyModels;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What works without DL4J and ND4J, whose loading takes seconds: each in a process of its own that notes its classes. */
@Timeout(180)
class WithoutDl4jTest {

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Path models = Path.of("");
    private Path classes = Path.of("");

    @BeforeEach
    void writeModels() throws IOException {
        assumeTrue(OneDnn.objection() == null, "this machine has no oneDNN");
        models = TinyModels.write(folder.resolve("models"));
        classes = folder.resolve("classes.txt");
    }

    @Test
    void theServiceAnswersPredictionsTracesAndExplanations() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process service = start(
                "serve",
                "--server.port=" + port,
                "--sentiment.models.location=" + models,
                "--sentiment.data-directory=" + folder.resolve("data"),
                "--sentiment.inference.engine=onednn",
                "--sentiment.inference.verify-with-dl4j=false");
        try {
            String address = "http://localhost:" + port;
            await().atMost(120, SECONDS).until(() -> !service.isAlive() || isReady(address));

            assertThat(post(address + "/api/v1/predictions", "{\"texts\": [\"a good film\", \"房间很好\"]}"))
                    .contains("\"positive\":");
            assertThat(post(address + "/api/v1/traces", "{\"text\": \"a good film\"}"))
                    .contains("\"forget\":");
            assertThat(post(address + "/api/v1/explanations", "{\"texts\": [\"a good film\"]}"))
                    .contains("\"contribution\":");
            assertThat(get(address + "/api/v1/models/reviews-en/summary").body())
                    .contains("\"parameters\":");
            assertThat(get(address + "/actuator/info").body()).contains("\"engine\":\"onednn\"");
        } finally {
            service.destroy();
            assertThat(service.waitFor(60, SECONDS)).isTrue();
        }
        assertNoneOfDl4j();
    }

    @Test
    void aBundleIsEvaluatedAndItsExplanationsAreMeasured() throws Exception {
        Path rows = Files.writeString(folder.resolve("rows.tsv"), "label\ttext\n1\ta good film\n0\ta bad film\n");
        Path bundle = models.resolve("reviews-en-1");

        Process evaluation = start(
                "evaluate",
                "--bundle",
                "" + bundle,
                "--data",
                "" + rows,
                "--explanations",
                "" + rows,
                "--engine=onednn");

        assertThat(evaluation.waitFor()).as(output()).isZero();
        assertNoneOfDl4j();
    }

    private void assertNoneOfDl4j() throws IOException {
        List<String> loaded = new ArrayList<>();
        try (Stream<String> lines = Files.lines(classes)) {
            // [0.027s][info][class,load] java.lang.Object source: jrt:/java.base
            lines.map(line -> line.substring(line.lastIndexOf("] ") + 2).replaceFirst(" source: .*", ""))
                    .forEach(loaded::add);
        }
        assertThat(loaded).contains("io.sentiment.network.onednn.engine.OneDnnEngine");
        assertThat(loaded.stream()
                        .filter(name -> name.startsWith("org.nd4j.") || name.startsWith("org.deeplearning4j.")))
                .isEmpty();
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Xlog:class+load:file=" + classes,
                "-cp",
                System.getProperty("java.class.path"),
                SentimentService.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    private boolean isReady(String address) throws InterruptedException {
        try {
            return get(address + "/actuator/health/readiness").statusCode() == 200;
        } catch (IOException notListening) {
            return false;
        }
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    private String post(String address, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body() + output()).isEqualTo(200);
        return response.body();
    }
}
