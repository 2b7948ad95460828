package io.sentiment.helm;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The trainer of the chart beside a running service with its role: it becomes ready, and nobody asks it to predict. */
@SpringBootTest(
        classes = SentimentApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=0")
class ChartOnTrainerTest {

    private static final Path VALUES = Path.of("helm", "ci", "autoscaled-with-trainer.yaml");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void configuration(DynamicPropertyRegistry properties) throws IOException {
        Path models = TinyModels.write(Files.createTempDirectory("models"));
        properties.add("sentiment.models.location", models::toString);
        Path file = Files.writeString(
                Files.createTempDirectory("config").resolve("application.yaml"),
                of("ConfigMap")
                        .filter(manifest -> manifest.has("data", "application.yaml"))
                        .findFirst()
                        .orElseThrow()
                        .text("data", "application.yaml"));
        properties.add("spring.config.additional-location", file::toString);
        properties.add("sentiment.data-directory", Files.createTempDirectory("data")::toString);
        properties.add(
                "sentiment.roles",
                () -> trainer().container().items("env").stream()
                        .filter(variable -> variable.text("name").equals("SENTIMENT_ROLES"))
                        .findFirst()
                        .orElseThrow()
                        .text("value"));
    }

    @Test
    void itsProbesAreAnswered() throws Exception {
        Manifest container = trainer().container();
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            int probed = container.text(probe, "httpGet", "port").equals("http") ? port : managementPort;
            HttpResponse<String> response =
                    send(HttpRequest.newBuilder(url(probed, container.text(probe, "httpGet", "path"))));

            assertThat(response.statusCode()).as(probe + response.body()).isEqualTo(200);
        }
    }

    @Test
    void itAnswersNoPredictions() throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(url(port, "/api/v1/predictions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"texts\": [\"A good film\"]}")));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("This replica answers no predictions: sentiment.roles leaves serve out.");
        assertThat(send(HttpRequest.newBuilder(url(port, "/v2/health/ready"))).statusCode())
                .isEqualTo(503);
    }

    @Test
    void noServiceForClientsSelectsIt() {
        List<Manifest> services = of("Service")
                .filter(service -> service.items("spec", "ports").stream()
                        .anyMatch(each -> each.text("targetPort").equals("http")))
                .toList();
        assertThat(services).isNotEmpty();
        for (Manifest service : services) {
            Set<?> labels = trainer().map("metadata", "labels").entrySet();

            assertThat(labels.containsAll(service.map("spec", "selector").entrySet()))
                    .as(service.toString())
                    .isFalse();
        }
    }

    private static Manifest trainer() {
        return of("Deployment")
                .filter(deployment -> deployment.name().endsWith("-trainer"))
                .flatMap(Manifest::pod)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Manifest> of(String kind) {
        return Chart.render(VALUES).stream().filter(manifest -> manifest.kind().equals(kind));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static URI url(int port, String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
