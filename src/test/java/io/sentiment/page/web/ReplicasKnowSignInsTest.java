package io.sentiment.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.SentimentApplication;
import io.sentiment.prediction.TinyModels;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two replicas that share a PostgreSQL. */
@Timeout(180)
class ReplicasKnowSignInsTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void whoSignsInAtOneReplicaIsKnownToAllAndSignsOutEverywhere() throws Exception {
        Path models = TinyModels.write(folder.resolve("models"));
        try (TestDatabase database = DatabaseKind.POSTGRESQL.create();
                ConfigurableApplicationContext first = start(database, models);
                ConfigurableApplicationContext second = start(database, models)) {
            HttpResponse<String> signedIn = send(request(first, "/api/v1/session")
                    .header("Authorization", "Bearer correct-horse")
                    .POST(HttpRequest.BodyPublishers.noBody()));
            String cookie = signedIn.headers().allValues("Set-Cookie").stream()
                    .filter(value -> value.startsWith("session="))
                    .map(value -> value.substring(0, value.indexOf(';')))
                    .findFirst()
                    .orElseThrow();

            assertThat(audit(second, cookie).statusCode()).isEqualTo(200);
            assertThat(send(request(second, "/api/v1/session")
                                    .header("Cookie", cookie + "; XSRF-TOKEN=chosen")
                                    .header("X-XSRF-TOKEN", "chosen")
                                    .DELETE())
                            .statusCode())
                    .isEqualTo(204);
            assertThat(audit(first, cookie).statusCode()).isEqualTo(401);
        }
    }

    private ConfigurableApplicationContext start(TestDatabase database, Path models) throws IOException {
        List<String> arguments = new ArrayList<>(database.arguments());
        arguments.addAll(List.of(
                "--server.port=0",
                "--sentiment.security.admin-token=correct-horse",
                "--sentiment.models.location=" + models,
                "--sentiment.data-directory=" + Files.createTempDirectory(folder, "data")));
        return new SpringApplicationBuilder(SentimentApplication.class)
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
    }

    private static HttpResponse<String> audit(ConfigurableApplicationContext replica, String cookie) throws Exception {
        return send(
                request(replica, "/api/v1/admin/audit").header("Cookie", cookie).GET());
    }

    private static HttpRequest.Builder request(ConfigurableApplicationContext replica, String path) {
        return HttpRequest.newBuilder(
                URI.create("http://localhost:" + replica.getEnvironment().getProperty("local.server.port") + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
