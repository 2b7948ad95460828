package io.sentiment.jar;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentiment.prediction.TinyModels;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two processes of the packaged jar on one PostgreSQL database. */
@Timeout(900)
class ReplicaKilledIT {

    private static final int FIRST_RETRAINED = 3;

    @TempDir
    Path folder;

    @Test
    void theOtherReplicaGoesOnWithTheRetrainingAndAnswersAllTheTime() throws Exception {
        TinyModels.write(folder.resolve("models"));
        Uploads uploads = new Uploads();
        List<Replica> replicas = new ArrayList<>();
        try (TestDatabase database = DatabaseKind.POSTGRESQL.create()) {
            replicas.add(new Replica(folder.resolve("one"), database));
            replicas.add(new Replica(folder.resolve("two"), database));

            JsonNode first = uploads.begin(replicas.get(0).calls).get(1, MINUTES);
            for (Replica replica : replicas) {
                await().atMost(2, MINUTES).until(() -> replica.calls.answering() == FIRST_RETRAINED);
            }
            JsonNode ended = ended(replicas.get(1), first);
            assertThat(ended.path("state").asString()).isEqualTo("promoted");
            assertThat(ended.path("attempts").asInt()).isEqualTo(1);

            List<TrainingFolders> folders = new ArrayList<>();
            for (Replica replica : replicas) {
                folders.add(new TrainingFolders(replica.data, 2));
            }
            JsonNode second = uploads.begin(replicas.get(0).calls).get(1, MINUTES);
            await().atMost(2, MINUTES)
                    .until(() -> folders.get(0).reached(KillMoment.EVALUATION)
                            || folders.get(1).reached(KillMoment.EVALUATION));
            int runner = folders.get(0).reached(KillMoment.TRAINING) ? 0 : 1;
            Replica survivor = replicas.get(1 - runner);
            try (ConstantLoad load = new ConstantLoad(survivor.calls::answering)) {
                replicas.get(runner).service.kill();
                await().atMost(2, MINUTES).until(() -> survivor.calls.answering() == FIRST_RETRAINED + 1);
                load.requireNoFailure();
            }
            ended = ended(survivor, second);
            assertThat(ended.path("state").asString()).isEqualTo("promoted");
            assertThat(ended.path("attempts").asInt()).isEqualTo(2);
            assertThat(survivor.calls.versions()).hasSize(FIRST_RETRAINED + 1);
        } finally {
            for (Replica replica : replicas) {
                replica.service.kill();
            }
        }
    }

    private static JsonNode ended(Replica replica, JsonNode accepted) throws Exception {
        return replica.calls.retraining(accepted.path("id").asString());
    }

    private final class Replica {

        private final Path data;
        private final RunningService service;
        private final RetrainingCalls calls;

        Replica(Path home, TestDatabase database) throws Exception {
            data = home.resolve("data");
            Files.createDirectories(home);
            List<String> settings = new ArrayList<>(database.arguments());
            settings.addAll(List.of(
                    "--sentiment.security.admin-token=" + RetrainingCalls.TOKEN,
                    "--sentiment.models.location=" + folder.resolve("models"),
                    "--sentiment.data-directory=" + data,
                    "--sentiment.training.polling-interval=200ms",
                    "--sentiment.training.heartbeat=1s",
                    "--sentiment.training.threads=1"));
            service = new RunningService(
                    new PackagedJar(home, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                    settings.toArray(String[]::new));
            calls = new RetrainingCalls(service);
        }
    }
}
