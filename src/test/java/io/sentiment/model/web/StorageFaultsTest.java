package io.sentiment.model.web;

import static io.sentiment.model.web.WholeService.json;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentiment.storage.SilentNetwork;
import io.sentiment.storage.SmallDisk;
import io.sentiment.training.web.Reviews;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service when its database or its disk does not do what it should. */
@Timeout(180)
class StorageFaultsTest {

    private static final String RETRAININGS = "/api/v1/admin/models/reviews-en/retrainings";
    private static final int THREADS = 4;

    @TempDir
    Path folder;

    @Test
    void predictionsGoOnWithoutTheDatabaseAndReadinessTellsThatItIsAway() throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start();
        List<String> arguments = List.of(
                "--spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.hikari.connection-timeout=1000");
        try (WholeService service = new WholeService(folder, arguments)) {
            server.close();

            await().atMost(30, SECONDS).until(() -> database(service).startsWith("unreachable since "));
            assertThat(service.answeringVersion()).isEqualTo(2);
            assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
            HttpResponse<String> refused = service.promote(1);
            assertStorageUnavailable(refused);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
            assertStorageUnavailable(service.get(WholeService.VERSIONS));
            assertStorageUnavailable(upload(service));
            assertThat(service.answeringVersion()).isEqualTo(2);
        } finally {
            server.close();
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerKeepsNobodyFromPredicting() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                SilentNetwork network = new SilentNetwork(server.getPort());
                WholeService service = new WholeService(
                        folder,
                        List.of(
                                "--spring.datasource.url=jdbc:postgresql://localhost:" + network.port()
                                        + "/postgres?user=postgres",
                                "--spring.datasource.hikari.data-source-properties.socketTimeout=5",
                                "--sentiment.prediction.deadline=2s",
                                "--server.tomcat.threads.max=" + THREADS))) {
            network.setSilent(true);
            List<CompletableFuture<HttpResponse<String>>> byNumber = new ArrayList<>();
            for (int request = 0; request < 2 * THREADS; request++) {
                byNumber.add(service.predictWithVersion(1)); // Which only the database has.
            }

            assertThat(service.answeringVersion()).isEqualTo(2);
            for (CompletableFuture<HttpResponse<String>> request : byNumber) {
                assertThat(request.get(30, SECONDS).statusCode()).isEqualTo(503);
            }
            await().atMost(30, SECONDS).until(() -> !database(service).equals("reachable"));
            assertThat(service.answeringVersion()).isEqualTo(2);
            assertStorageUnavailable(service.get(WholeService.VERSIONS));

            network.setSilent(false);
            await().atMost(30, SECONDS).until(() -> database(service).equals("reachable"));
            assertThat(service.predictWithVersion(1).get(30, SECONDS).statusCode())
                    .isEqualTo(200);
            assertThat(service.promote(1).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFullDiskRefusesUploadsAndLeavesNothingHalfDone() throws Exception {
        byte[] bundle = WholeService.bundle(folder, "reviews-en", 1);
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 24);
                WholeService service = new WholeService(disk.path(), List.of())) {
            disk.fill();

            assertStorageUnavailable(service.importBundle(bundle));
            assertStorageUnavailable(upload(service));
            assertStorageUnavailable(service.promote(1));
            assertThat(service.answeringVersion()).isEqualTo(2);
            assertThat(json(service.get(WholeService.VERSIONS)).path("versions").size())
                    .isEqualTo(2);
            assertThat(json(service.get("/api/v1/admin/retrainings"))
                            .path("total")
                            .asInt())
                    .isZero();
            assertThat(service.data().resolve("uploads")).isEmptyDirectory();
            assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);

            disk.makeRoom();
            assertThat(service.promote(1).statusCode()).isEqualTo(200);
            assertThat(json(service.importBundle(bundle)).path("version").asInt())
                    .isEqualTo(3);
            HttpResponse<String> accepted = upload(service);
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        }
    }

    private static void assertStorageUnavailable(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(json(response).path("type").asString()).isEqualTo("urn:sentiment:problem:storage-unavailable");
    }

    private static HttpResponse<String> upload(WholeService service) throws Exception {
        String body = "--x\r\nContent-Disposition: form-data; name=\"settings\"\r\n\r\n{\"gate\": \"manual\"}\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"data\"; filename=\"reviews.tsv\"\r\n\r\n"
                + Reviews.tsv(3_000, 1) + "\r\n--x--\r\n";
        return service.post(RETRAININGS, "multipart/form-data; boundary=x", body.getBytes(StandardCharsets.UTF_8));
    }

    private static String database(WholeService service) throws Exception {
        return json(service.get("/actuator/health/readiness"))
                .path("components")
                .path("champions")
                .path("details")
                .path("database")
                .asString();
    }
}
