package io.sentiment.model.web;

import static io.sentiment.model.web.WholeService.json;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Replicas that share a PostgreSQL. */
@Timeout(120)
class ReplicasTest {

    @TempDir
    Path folder;

    @Test
    void allReplicasFollowAPromotionAndADeletion() throws Exception {
        try (TestDatabase database = DatabaseKind.POSTGRESQL.create();
                WholeService first = new WholeService(folder, database.arguments());
                WholeService second = new WholeService(folder, database.arguments())) {
            assertThat(json(first.get(WholeService.VERSIONS)).path("versions").size())
                    .isEqualTo(2);
            assertThat(first.importBundle(WholeService.bundle(folder, "reviews-en", 1))
                            .statusCode())
                    .isEqualTo(201);

            assertThat(first.promote(3).statusCode()).isEqualTo(200);
            await().atMost(30, SECONDS).until(() -> second.answeringVersion() == 3);

            assertThat(second.promote(1).statusCode()).isEqualTo(200);
            await().atMost(30, SECONDS).until(() -> first.answeringVersion() == 1);

            assertThat(first.delete(WholeService.VERSIONS + "/3").statusCode()).isEqualTo(204);
            await().atMost(30, SECONDS)
                    .until(() -> second.get("/v2/models/reviews-en/versions/3").statusCode() == 404);
            assertThat(second.data().resolve("bundles/reviews-en/3.zip")).doesNotExist();
        }
    }

    @Test
    void predictionsGoOnWithoutTheDatabaseAndReadinessTellsThatItIsAway() throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start();
        List<String> arguments = List.of("--spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"));
        try (WholeService service = new WholeService(folder, arguments)) {
            server.close();
            await().atMost(30, SECONDS).until(() -> database(service).startsWith("unreachable since "));

            assertThat(service.answeringVersion()).isEqualTo(2);
            assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
            HttpResponse<String> refused = service.promote(1);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(json(refused).path("type").asString()).isEqualTo("urn:sentiment:problem:storage-unavailable");
            assertThat(service.get(WholeService.VERSIONS).statusCode()).isEqualTo(503);
            assertThat(service.answeringVersion()).isEqualTo(2);
        } finally {
            server.close();
        }
    }

    private static String database(WholeService service) throws Exception {
        JsonNode readiness = json(service.get("/actuator/health/readiness"));
        return readiness
                .path("components")
                .path("champions")
                .path("details")
                .path("database")
                .asString();
    }
}
