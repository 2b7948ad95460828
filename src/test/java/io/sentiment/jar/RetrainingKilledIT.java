package io.sentiment.jar;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentiment.prediction.TinyModels;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/**
 * SIGKILL at random moments of retrainings. {@code -Dtests.kills=100} kills so often, half of them on each
 * database; {@code -Dtests.seed} draws the moments of an earlier run with as many kills.
 */
@Timeout(3600)
class RetrainingKilledIT {

    private static final int KILLS = Integer.getInteger("tests.kills", 10) / DatabaseKind.values().length;
    private static final long SEED = Long.getLong("tests.seed", System.currentTimeMillis());
    private static final int SHIPPED_VERSIONS = 2;

    @TempDir
    Path folder;

    private final Uploads uploads = new Uploads();

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void nothingIsLost(DatabaseKind kind) throws Exception {
        TinyModels.write(folder.resolve("models"));
        if (kind == DatabaseKind.SQLITE) {
            // Nobody else may have the file open: whoever opens it first after a kill repairs it.
            killAgainAndAgain(kind, List.of());
            JdbcClient jdbc = JdbcClient.create(
                    new DriverManagerDataSource("jdbc:sqlite:" + folder.resolve("data/sentiment.db")));
            assertThat(jdbc.sql("PRAGMA integrity_check").query(String.class).single())
                    .isEqualTo("ok");
            checkRows(jdbc);
        } else {
            try (TestDatabase database = kind.create()) {
                killAgainAndAgain(kind, database.arguments());
                checkRows(database.jdbc());
            }
        }
    }

    private void killAgainAndAgain(DatabaseKind kind, List<String> database) throws Exception {
        long begin = System.nanoTime();
        Random random = new Random(SEED + kind.name().hashCode());
        for (KillMoment moment : moments(random)) {
            TrainingFolders folders = new TrainingFolders(folder.resolve("data"), Uploads.EPOCHS);
            RunningService service = start(database);
            try {
                RetrainingCalls calls = new RetrainingCalls(service);
                checkAnswers(calls);
                int repeated = uploads.repeat(calls);
                int delay = moment.delay(random);
                boolean answered = moment == KillMoment.UPLOAD
                        ? killDuringUpload(service, calls, delay)
                        : killAt(moment, service, calls, folders, delay);
                print(kind + ", " + seconds(begin) + " s: killed at " + moment + " + " + delay + " ms"
                        + (answered ? "" : ", upload not answered")
                        + (repeated == 0 ? "" : ", upload repeated before"));
            } finally {
                service.kill();
            }
        }
        try (RunningService service = start(database)) {
            checkAtTheEnd(new RetrainingCalls(service));
        }
        print(kind + ": " + KILLS + " kills and " + uploads.count() + " retrainings in " + seconds(begin) + " s, seed "
                + SEED);
    }

    /** As many of each, in random order. */
    private static List<KillMoment> moments(Random random) {
        List<KillMoment> moments = new ArrayList<>();
        while (moments.size() < KILLS) {
            moments.addAll(List.of(KillMoment.values()));
        }
        Collections.shuffle(moments, random);
        return moments.subList(0, KILLS);
    }

    private RunningService start(List<String> database) throws Exception {
        List<String> settings = new ArrayList<>(database);
        settings.addAll(List.of(
                "--sentiment.security.admin-token=" + RetrainingCalls.TOKEN,
                "--sentiment.models.location=" + folder.resolve("models"),
                "--sentiment.data-directory=" + folder.resolve("data"),
                "--sentiment.training.polling-interval=200ms",
                "--sentiment.training.heartbeat=500ms",
                "--sentiment.training.niceness=0"));
        return new RunningService(
                new PackagedJar(folder, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                settings.toArray(String[]::new));
    }

    /** Returns whether the upload was answered before. */
    private boolean killDuringUpload(RunningService service, RetrainingCalls calls, int delay) throws Exception {
        var upload = uploads.begin(calls);
        Thread.sleep(delay);
        service.kill();
        return Uploads.isAnswered(upload);
    }

    private boolean killAt(
            KillMoment moment, RunningService service, RetrainingCalls calls, TrainingFolders folders, int delay)
            throws Exception {
        long promoted = calls.count("promoted");
        int looks = 0;
        while (moment == KillMoment.SWAP ? calls.count("promoted") == promoted : !folders.reached(moment)) {
            if (looks % 100 == 0 && !calls.isBusy()) {
                assertThat(Uploads.isAnswered(uploads.begin(calls))).isTrue();
            }
            looks++;
            Thread.sleep(5);
        }
        Thread.sleep(delay);
        service.kill();
        return true;
    }

    /** Whoever was promoted answers, also right after a kill. */
    private static void checkAnswers(RetrainingCalls calls) throws Exception {
        JsonNode promoted = calls.retrainings("promoted", 1).path("retrainings");
        int champion = promoted.isEmpty()
                ? SHIPPED_VERSIONS
                : promoted.get(0).path("version").asInt();
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(calls.answering()).isGreaterThanOrEqualTo(champion));
    }

    private void checkAtTheEnd(RetrainingCalls calls) throws Exception {
        uploads.repeat(calls);
        await().atMost(600, SECONDS).until(() -> !calls.isBusy());
        Set<Integer> made = new HashSet<>();
        for (JsonNode accepted : uploads.accepted()) {
            JsonNode ended = calls.retraining(accepted.path("id").asString());
            assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("promoted");
            assertThat(ended.path("data")).isEqualTo(accepted.path("data"));
            assertThat(ended.path("progress").path("finished").size()).isEqualTo(Uploads.EPOCHS);
            made.add(ended.path("version").asInt());
        }
        assertThat(made).hasSize(uploads.count());
        assertThat(calls.count("promoted")).isEqualTo(made.size());

        List<Integer> versions = new ArrayList<>();
        calls.versions().forEach(version -> versions.add(version.path("version").asInt()));
        assertThat(versions).hasSize(SHIPPED_VERSIONS + made.size()).containsAll(made);
        for (int version : versions) {
            calls.open(version, folder.resolve("exported-" + version + ".zip"));
        }
        checkAnswers(calls);
    }

    private void checkRows(JdbcClient jdbc) {
        for (JsonNode accepted : uploads.accepted()) {
            String id = accepted.path("id").asString();
            assertThat(jdbc.sql("SELECT COUNT(*) FROM training_row WHERE source = 'data' AND training_set ="
                                    + " (SELECT training_set FROM retraining WHERE id = ?)")
                            .param(id)
                            .query(Long.class)
                            .single())
                    .isEqualTo(accepted.path("data").path("accepted").asLong());
            assertThat(jdbc.sql("SELECT action FROM audit_entry WHERE subject = ? ORDER BY id")
                            .param(id)
                            .query(String.class)
                            .list())
                    .containsExactly("retraining-queued", "retraining-running", "retraining-promoted");
        }
        assertThat(jdbc.sql("SELECT COUNT(*) FROM retraining_checkpoint")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static long seconds(long begin) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
