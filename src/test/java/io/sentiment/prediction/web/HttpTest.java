package io.sentiment.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.SentimentApplication;
import io.sentiment.platform.ApiDocument;
import io.sentiment.prediction.TinyModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a random port, with tiny models. Every answer is held against its OpenAPI document. */
@SpringBootTest(
        classes = SentimentApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "sentiment.security.admin-token=correct-horse",
            "sentiment.security.failure-limit=1000",
            "sentiment.limits.texts-per-request=4",
            "sentiment.limits.characters-per-text=100",
            "sentiment.limits.body=4KB",
            "sentiment.prediction.max-sentences=8"
        })
public abstract class HttpTest {

    protected static final String PREDICTIONS = "/api/v1/predictions";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    protected int port;

    @DynamicPropertySource
    static void models(DynamicPropertyRegistry properties) {
        properties.add("sentiment.models.location", () -> {
            try {
                return TinyModels.write(temporaryFolder()).toString();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        properties.add("sentiment.data-directory", HttpTest::temporaryFolder);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("sentiment");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET());
    }

    protected HttpResponse<String> post(String path, String json, String... headers)
            throws IOException, InterruptedException {
        return send(request(path, headers)
                .setHeader("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    protected HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return ApiDocument.ofPort(port).checked(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    protected HttpResponse<byte[]> download(HttpRequest.Builder request) throws IOException, InterruptedException {
        return ApiDocument.ofPort(port).checked(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    protected HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? request : request.headers(headers);
    }

    protected static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** Returns the problem for more assertions. */
    protected static JsonNode assertProblem(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.path("type").asString()).isEqualTo("urn:sentiment:problem:" + type);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).endsWith(".");
        assertThat(response.body()).doesNotContain("Exception", "io.sentiment", "java.", "springframework");
        return problem;
    }
}
