package io.sentiment.training.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.SentimentApplication;
import io.sentiment.platform.ApiDocument;
import io.sentiment.storage.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole service on a random port, on a database that outlives it. Every answer is held against its OpenAPI document.
 */
final class Replica implements AutoCloseable {

    /** Of the role admin. */
    static final String TOKEN = "correct-horse";

    private static final String BOUNDARY = "a-boundary";

    /** The content type of a form. */
    static final String FORM = "multipart/form-data; boundary=" + BOUNDARY;

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext context;
    private final int port;
    private final ApiDocument document;

    Replica(TestDatabase database, Path models, Path data, String... settings) throws Exception {
        this(database, models, data, List.of(), settings);
    }

    /** @param configuration what to replace */
    Replica(TestDatabase database, Path models, Path data, List<Class<?>> configuration, String... settings)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--sentiment.security.admin-token=" + TOKEN,
                "--sentiment.models.location=" + models,
                "--sentiment.data-directory=" + data,
                "--sentiment.training.polling-interval=100ms",
                "--sentiment.training.heartbeat=1s",
                "--sentiment.training.threads=1",
                "--sentiment.training.niceness=0"));
        arguments.addAll(database.arguments());
        arguments.addAll(List.of(settings));
        context = new SpringApplicationBuilder(SentimentApplication.class)
                .sources(configuration.toArray(Class<?>[]::new))
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
        port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
        document = ApiDocument.of(URI.create("http://localhost:" + port));
    }

    String address() {
        return "http://localhost:" + port;
    }

    int port() {
        return port;
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    HttpResponse<String> delete(String path) throws Exception {
        return send(request(path).DELETE());
    }

    HttpResponse<String> post(String path, String json) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Posts parts to the retrainings of {@code reviews-en}. */
    HttpResponse<String> retrain(List<Part> parts, String... headers) throws Exception {
        return retrain(FORM, body(parts), headers);
    }

    /** Posts a body that may be no form. */
    HttpResponse<String> retrain(String contentType, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = request("/api/v1/admin/models/reviews-en/retrainings")
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Posts a body that is gzip. */
    HttpResponse<String> postPacked(String path, String contentType, byte[] body) throws Exception {
        return send(request(path)
                .header("Content-Type", contentType)
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<Stream<String>> events(String id) throws Exception {
        return send(request("/api/v1/admin/retrainings/" + id + "/events").GET(), HttpResponse.BodyHandlers.ofLines());
    }

    /** @param lastEventId of the last event that the client has got */
    HttpResponse<Stream<String>> events(String id, String lastEventId) throws Exception {
        return send(
                request("/api/v1/admin/retrainings/" + id + "/events")
                        .header("Last-Event-ID", lastEventId)
                        .GET(),
                HttpResponse.BodyHandlers.ofLines());
    }

    JsonNode retraining(String id) throws Exception {
        HttpResponse<String> response = get("/api/v1/admin/retrainings/" + id);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** Returns the problem that a refusal tells. */
    static JsonNode assertRefused(HttpResponse<String> response, int status, String pointer) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode problem = json(response);
        assertThat(problem.path("pointer").asString()).as(response.body()).isEqualTo(pointer);
        return problem;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws Exception {
        return document.checked(client.send(request.build(), handler));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + TOKEN);
    }

    static byte[] body(List<Part> parts) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Part part : parts) {
            String file = part.fileName().isEmpty() ? "" : "; filename=\"" + part.fileName() + "\"";
            body.write(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + part.name() + "\"" + file
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.write(part.content().getBytes(StandardCharsets.UTF_8));
            body.write("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.write(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    /** Stops the service as a signal would. */
    @Override
    public void close() {
        context.close();
    }

    record Part(String name, String fileName, String content) {

        static Part settings(String json) {
            return new Part("settings", "", json);
        }
    }
}
