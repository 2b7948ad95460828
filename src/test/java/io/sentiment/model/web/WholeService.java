package io.sentiment.model.web;

import io.sentiment.SentimentApplication;
import io.sentiment.platform.ApiDocument;
import io.sentiment.prediction.TinyModels;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One replica with the tiny models {@code reviews-en} (versions 1 and 2) and {@code reviews-zh}, ready when it is made.
 * Every answer is held against the OpenAPI document. */
final class WholeService implements AutoCloseable {

    static final String VERSIONS = "/api/v1/admin/models/reviews-en/versions";
    static final String CHAMPION = "/api/v1/admin/models/reviews-en/champion";

    private static final String TOKEN = "correct-horse";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path data;
    private final ConfigurableApplicationContext context;
    private final String port;
    private final ApiDocument document;

    /**
     * @param settings the database, as arguments
     * @param configuration what to replace
     */
    WholeService(Path folder, List<String> settings, Class<?>... configuration)
            throws IOException, InterruptedException {
        data = Files.createTempDirectory(folder, "data");
        List<String> arguments = new ArrayList<>(settings);
        arguments.addAll(List.of(
                "--server.port=0",
                "--sentiment.security.admin-token=" + TOKEN,
                "--sentiment.models.location=" + models(folder),
                "--sentiment.models.follow-interval=100ms",
                "--sentiment.imports.bundle=1MB",
                "--sentiment.data-directory=" + data));
        context = new SpringApplicationBuilder(SentimentApplication.class)
                .sources(configuration)
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
        port = String.valueOf(context.getEnvironment().getProperty("local.server.port"));
        document = ApiDocument.of(URI.create("http://localhost:" + port));
    }

    /** A bundle with other weights than the shipped ones, as a zip in memory. */
    static byte[] bundle(Path folder, String model, int version) throws IOException {
        Path place = Files.createTempDirectory(folder, "bundle");
        TinyModels.write(place, model, version, "en", "Latn", "a good and a bad film");
        return TinyModels.zip(place.resolve(model + "-" + version));
    }

    Path data() {
        return data;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<byte[]> download(String path) throws IOException, InterruptedException {
        return document.checked(client.send(request(path).GET().build(), BodyHandlers.ofByteArray()));
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    HttpResponse<String> importBundle(byte[] zip) throws IOException, InterruptedException {
        return post(VERSIONS, "application/zip", zip);
    }

    HttpResponse<String> post(String path, String contentType, byte[] body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> promote(int version) throws IOException, InterruptedException {
        return send(request(CHAMPION)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"version\": " + version + ", \"reason\": \"a test\"}")));
    }

    /** The whole response to one English text. */
    HttpResponse<String> predict() throws IOException, InterruptedException {
        return send(request("/api/v1/predictions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"texts\": [\"A good film\"]}")));
    }

    /** The response of a version that is asked for by its number. */
    CompletableFuture<HttpResponse<String>> predictWithVersion(int version) {
        return client.sendAsync(
                        request("/api/v1/predictions")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(
                                        "{\"texts\": [\"A good film\"], \"model\": \"reviews-en\"," + " \"version\": "
                                                + version + "}"))
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(document::checked);
    }

    /** The versions of the English model, as its clients see them. */
    List<Integer> versions() throws IOException, InterruptedException {
        return json(get("/v2/models/reviews-en"))
                .path("versions")
                .valueStream()
                .map(version -> Integer.valueOf(version.asString()))
                .toList();
    }

    /** The version that answers an English text. */
    int answeringVersion() throws IOException, InterruptedException {
        return json(predict()).path("predictions").path(0).path("version").asInt();
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    @Override
    public void close() {
        context.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return document.checked(client.send(request.build(), BodyHandlers.ofString()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + TOKEN)
                .timeout(Duration.ofSeconds(60));
    }

    /** The same for all replicas of a test. */
    private static Path models(Path folder) throws IOException {
        Path models = folder.resolve("models");
        return Files.exists(models) ? models : TinyModels.write(models);
    }
}
