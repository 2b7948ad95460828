package io.sentiment.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sentiment.SentimentApplication;
import io.sentiment.prediction.TinyModels;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The chart beside a running service, which has the configuration that the chart renders: its probes are answered, its
 * tests pass, and there is no metric in its dashboard and its alerts that the service does not expose.
 */
@SpringBootTest(
        classes = SentimentApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "sentiment.security.admin-token=correct-horse"})
class ChartOnServiceTest {

    private static final Path EVERYTHING = Path.of("helm", "ci", "embedded-everything.yaml");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @TempDir
    private Path folder;

    @DynamicPropertySource
    static void configuration(DynamicPropertyRegistry properties) throws IOException {
        Path models = TinyModels.write(Files.createTempDirectory("models"));
        properties.add("sentiment.models.location", models::toString);
        // The rendered file itself; only the ports are random.
        Path file = Files.writeString(Files.createTempDirectory("config").resolve("application.yaml"), rendered());
        properties.add("spring.config.additional-location", file::toString);
        properties.add("sentiment.data-directory", Files.createTempDirectory("data")::toString);
    }

    @BeforeEach
    void predictions() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url(port, "/api/v1/predictions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"texts\": [\"A good film\", \"很好\"]}"))
                .build();
        HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    void everyProbeIsAnsweredOnItsPort() throws Exception {
        for (Path values : Chart.valuesFiles()) {
            for (Manifest pod : Chart.render(values).stream()
                    .filter(manifest -> manifest.kind().equals("Deployment"))
                    .flatMap(Manifest::pod)
                    .toList()) {
                Manifest container = pod.container();
                for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                    int probed = container.text(probe, "httpGet", "port").equals("http") ? port : managementPort;
                    String path = container.text(probe, "httpGet", "path");

                    assertThat(get(probed, path).statusCode())
                            .as(probe + " " + path)
                            .isEqualTo(200);
                }
            }
        }
    }

    @Test
    void metricsAreOnTheManagementPortOnly() throws Exception {
        assertThat(get(managementPort, "/actuator/prometheus").statusCode()).isEqualTo(200);
        assertThat(get(port, "/actuator/prometheus").statusCode()).isEqualTo(404);
    }

    @Test
    void theServiceExposesEveryMetricOfTheAlertsAndTheDashboard() throws Exception {
        Set<String> exposed = Metrics.exposedIn(
                get(managementPort, "/actuator/prometheus").body().lines().toList());
        Set<String> used = new TreeSet<>();
        alerts().forEach(rule -> used.addAll(Metrics.of(rule.text("expr"))));
        dashboard(expression -> used.addAll(Metrics.of(expression)));

        assertThat(used)
                .hasSizeGreaterThan(10)
                .contains("sentiment_queue_time_seconds_bucket", "jvm_memory_usage_after_gc");
        assertThat(exposed).containsAll(used);
    }

    @Test
    void everyAlertIsExplainedInTheOperationsGuideAndNoOther() throws Exception {
        List<String> explained = Files.readString(Path.of("docs", "operations.md"))
                .lines()
                .filter(line -> line.startsWith("### Sentiment"))
                .map(line -> line.substring(4))
                .toList();

        assertThat(explained)
                .containsExactlyElementsOf(
                        alerts().map(rule -> rule.text("alert")).toList());
    }

    /** What {@code helm test} runs, with the addresses of this service in place of the cluster's. */
    @Test
    void theTestsOfTheChartPassAndFailWhereTheyShould() throws Exception {
        compileProbe();
        List<Manifest> tests = Chart.render(EVERYTHING).stream()
                .filter(manifest -> manifest.kind().equals("Pod"))
                .toList();
        assertThat(tests).hasSize(3);
        for (Manifest test : tests) {
            assertThat(test.map("metadata", "annotations")).containsEntry("io.sentiment/hook", "test");
            List<String> command = command(test).map(this::here).toList();

            assertThat(probe(command)).as(test + " " + command).isZero();
            assertThat(probe(command.stream()
                            .map(word -> word.replace(":" + port, ":1").replace(":" + managementPort, ":1"))
                            .toList()))
                    .isEqualTo(1);
        }
        assertThat(probe(List.of(
                        "--status",
                        "200",
                        url(port, "/api/v1/admin/retrainings").toString())))
                .isEqualTo(1);
        assertThat(probe(List.of("--contains"))).isEqualTo(2);
    }

    private static String rendered() {
        return Chart.render(EVERYTHING).stream()
                .filter(manifest -> manifest.kind().equals("ConfigMap") && manifest.has("data", "application.yaml"))
                .map(manifest -> manifest.text("data", "application.yaml"))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Manifest> alerts() {
        return Chart.render(EVERYTHING).stream()
                .filter(manifest -> manifest.kind().equals("PrometheusRule"))
                .flatMap(manifest -> manifest.items("spec", "groups").stream())
                .flatMap(group -> group.items("rules").stream());
    }

    private static void dashboard(Consumer<String> expressions) {
        String text = Chart.render(EVERYTHING).stream()
                .filter(manifest -> manifest.has("data", "sentiment-service.json"))
                .map(manifest -> manifest.text("data", "sentiment-service.json"))
                .findFirst()
                .orElseThrow();
        JsonObject dashboard = JsonParser.parseString(text).getAsJsonObject();
        for (JsonElement panel : dashboard.getAsJsonArray("panels")) {
            for (JsonElement target : panel.getAsJsonObject().getAsJsonArray("targets")) {
                expressions.accept(target.getAsJsonObject().get("expr").getAsString());
            }
        }
        for (JsonElement variable : dashboard.getAsJsonObject("templating").getAsJsonArray("list")) {
            String query = variable.getAsJsonObject().get("query").getAsString();
            if (query.startsWith("label_values")) {
                expressions.accept(query);
            }
        }
    }

    private static Stream<String> command(Manifest pod) {
        List<?> words = (List<?>) pod.container().at("command");
        assertThat(words.get(0)).isEqualTo("/app/probe");
        return words.stream().skip(1).map(Object::toString);
    }

    private String here(String word) {
        return word.replace("http://demo-sentiment-service:80/", url(port, "/").toString())
                .replace(
                        "http://demo-sentiment-service:8081/",
                        url(managementPort, "/").toString());
    }

    private void compileProbe() {
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-d",
                                folder.toString(),
                                Path.of("docker", "Probe.java").toString()))
                .isZero();
    }

    private int probe(List<String> arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", folder.toString(), "Probe");
        builder.command().addAll(arguments);
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start()
                .waitFor();
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(url(port, path)).build(), BodyHandlers.ofString());
    }

    private static URI url(int port, String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
