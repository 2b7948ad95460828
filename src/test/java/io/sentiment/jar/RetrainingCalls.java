package io.sentiment.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.model.bundle.ModelBundle;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an administrator asks a running service about {@code reviews-en}. */
final class RetrainingCalls {

    static final String TOKEN = "correct-horse";

    private static final String ADMIN = "/api/v1/admin/";
    private static final String BOUNDARY = "a-boundary";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final RunningService service;

    RetrainingCalls(RunningService service) {
        this.service = service;
    }

    /** Posts rows; the answer fails if the service ends before it. */
    CompletableFuture<HttpResponse<String>> start(String key, String rows, String settings) {
        String body =
                part("data\"; filename=\"reviews.tsv", rows) + part("settings", settings) + "--" + BOUNDARY + "--\r\n";
        return client.sendAsync(
                request("models/reviews-en/retrainings")
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    JsonNode retraining(String id) throws IOException, InterruptedException {
        return get("retrainings/" + id);
    }

    /** The newest retrainings in a state. */
    JsonNode retrainings(String state, int most) throws IOException, InterruptedException {
        return get("retrainings?state=" + state + "&size=" + most);
    }

    long count(String state) throws IOException, InterruptedException {
        return retrainings(state, 1).path("total").asLong();
    }

    boolean isBusy() throws IOException, InterruptedException {
        return count("queued") + count("running") > 0;
    }

    JsonNode versions() throws IOException, InterruptedException {
        return get("models/reviews-en/versions").path("versions");
    }

    /** Exports a version to a file, verifies it and reads its network. */
    void open(int version, Path file) throws IOException, InterruptedException {
        HttpResponse<Path> response = client.send(
                request("models/reviews-en/versions/" + version + "/bundle").build(), BodyHandlers.ofFile(file));
        assertThat(response.statusCode()).isEqualTo(200);
        ModelBundle bundle = ModelBundle.open(file);
        assertThat(bundle.version().version()).isEqualTo(version);
        bundle.openNetwork().close();
    }

    /** Imports a bundle and returns the number that it gets. */
    int importBundle(Path zip) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                request("models/reviews-en/versions")
                        .header("Content-Type", "application/zip")
                        .POST(BodyPublishers.ofFile(zip))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return json(response).path("version").asInt();
    }

    /** Returns when the service that was asked answers with that version. */
    void promote(int version) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                request("models/reviews-en/champion")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString("{\"version\": " + version + "}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    /** The number of the version that answers. */
    int answering() throws IOException, InterruptedException {
        HttpResponse<String> response = service.post(
                "/api/v1/predictions",
                JSON.writeValueAsString(Map.of("texts", List.of("a great film"), "model", "reviews-en")));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response).path("predictions").get(0).path("version").asInt();
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request(path).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.address(ADMIN + path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + TOKEN);
    }

    private static String part(String disposition, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + disposition + "\"\r\n\r\n" + content
                + "\r\n";
    }
}
