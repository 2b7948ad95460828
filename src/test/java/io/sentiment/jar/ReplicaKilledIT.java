package io.sentiment.jar;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentiment.prediction.TinyModels;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
    private static final int PROMOTIONS = 20;

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

            List<FirstAnswer> firstAnswers = firstAnswers(replicas, FIRST_RETRAINED);
            JsonNode first = uploads.begin(replicas.get(0).calls).get(1, MINUTES);
            for (FirstAnswer answer : firstAnswers) {
                answer.await();
            }
            JsonNode ended = ended(replicas.get(1), first);
            assertThat(ended.path("state").asString()).isEqualTo("promoted");
            assertThat(ended.path("attempts").asInt()).isEqualTo(1);
            print("by a retraining", Instant.parse(ended.path("endedAt").asString()), firstAnswers);
            promoteByCall(replicas);

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

    /** Back and forth, and at last to what it was. */
    private static void promoteByCall(List<Replica> replicas) throws Exception {
        for (int promotion = 1; promotion <= PROMOTIONS; promotion++) {
            int version = promotion % 2 == 0 ? FIRST_RETRAINED : 1;
            List<FirstAnswer> firstAnswers = firstAnswers(replicas, version);
            Instant promoted = Instant.now();
            replicas.get(promotion % replicas.size()).calls.promote(version);
            for (FirstAnswer answer : firstAnswers) {
                answer.await();
            }
            print("by a call of replica " + (1 + promotion % replicas.size()), promoted, firstAnswers);
        }
    }

    private static List<FirstAnswer> firstAnswers(List<Replica> replicas, int version) {
        return replicas.stream()
                .map(replica -> new FirstAnswer(replica.calls, version))
                .toList();
    }

    private static void print(String how, Instant promoted, List<FirstAnswer> answers) throws Exception {
        StringBuilder line = new StringBuilder("Promoted " + how + ", answered by the replicas after");
        for (FirstAnswer answer : answers) {
            line.append(' ')
                    .append(Duration.between(promoted, answer.await()).toMillis())
                    .append(" ms");
        }
        System.out.println(line);
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
