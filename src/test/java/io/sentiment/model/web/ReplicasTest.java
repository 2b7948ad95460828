package io.sentiment.model.web;

import static io.sentiment.model.web.WholeService.json;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
}
