package io.sentiment.training.web;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentiment.prediction.TinyModels;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import io.sentiment.training.web.Replica.Part;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Retrainings of tiny networks, in real training processes. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
@Timeout(300)
class JobsOverHttpTest {

    /** Learns slowly: does not end by itself in the time of a test. */
    private static final String ENDLESS =
            "{\"epochs\": 1000, \"learningRate\": 0.00005, \"gate\": \"always\", \"newWords\": 10}";

    @TempDir
    Path folder;

    private final TestDatabase database;
    private final List<Replica> replicas = new ArrayList<>();

    JobsOverHttpTest(DatabaseKind kind) {
        database = kind.create();
    }

    @BeforeEach
    void writeModels() throws Exception {
        TinyModels.write(folder.resolve("models"));
    }

    @AfterEach
    void stop() {
        replicas.forEach(Replica::close);
        database.close();
    }

    private Replica replica(String name, String... settings) throws Exception {
        Replica replica = new Replica(database, folder.resolve("models"), folder.resolve(name), settings);
        replicas.add(replica);
        return replica;
    }

    @Test
    void aRetrainingEndsWithANewChampion() throws Exception {
        Replica replica = replica("first");
        assertThat(replica.post("/api/v1/feedback", "{\"text\": \"A corrected text\", \"label\": \"negative\"}")
                        .statusCode())
                .isEqualTo(201);
        correctWhatTheChineseModelPredicts(replica, "这部 Star Wars Episode Nine 电影不行");
        HttpResponse<String> started = replica.retrain(
                List.of(
                        new Part("data", "reviews.tsv", Reviews.tsv(200, 1) + "2\tNo such label\n"),
                        Part.settings("{\"epochs\": 3, \"learningRate\": 0.02, \"gate\": \"always\"}")),
                "Idempotency-Key",
                "first-key");

        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        JsonNode job = Replica.json(started);
        String id = job.path("id").asString();
        assertThat(started.headers().firstValue("Location")).hasValue("/api/v1/admin/retrainings/" + id);
        assertThat(job.path("data").path("accepted").asInt()).isEqualTo(200);
        assertThat(job.path("data").path("refused").asInt()).isEqualTo(1);
        assertThat(job.path("data").path("refusals").get(0).path("line").asInt())
                .isEqualTo(202);
        assertThat(job.path("data").path("corrections").asInt()).isEqualTo(1);

        List<String> events = replica.events(id).body().toList();

        assertThat(replica.retraining(id).path("state").asString())
                .as(replica.retraining(id).toString())
                .isEqualTo("promoted");
        assertThat(events).contains("event:progress", "event:end");
        assertThat(events.get(events.lastIndexOf("event:end") + 1)).contains("\"state\":\"promoted\"");
        JsonNode ended = replica.retraining(id);
        assertThat(ended.path("state").asString()).isEqualTo("promoted");
        assertThat(ended.path("version").asInt()).isEqualTo(3);
        assertThat(ended.path("champion").asInt()).isEqualTo(2);
        assertThat(ended.path("progress").path("finished").size()).isEqualTo(3);
        assertThat(ended.path("result").path("comparisons").get(0).path("set").asString())
                .isEqualTo("upload");
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(Replica.json(replica.post(
                                        "/api/v1/predictions",
                                        "{\"texts\": [\"great film\"], \"model\": \"reviews-en\"}"))
                                .path("predictions")
                                .get(0)
                                .path("version")
                                .asInt())
                        .isEqualTo(3));

        HttpResponse<String> again = replica.retrain(
                List.of(
                        new Part("data", "reviews.tsv", Reviews.tsv(200, 1) + "2\tNo such label\n"),
                        Part.settings("{\"epochs\": 3, \"learningRate\": 0.02, \"gate\": \"always\"}")),
                "Idempotency-Key",
                "first-key");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(Replica.json(again).path("id").asString()).isEqualTo(id);
        assertThat(replica.retrain(
                                List.of(new Part("data", "reviews.tsv", Reviews.tsv(200, 2))),
                                "Idempotency-Key",
                                "first-key")
                        .statusCode())
                .isEqualTo(409);

        assertThat(ended.path("data").path("seen").asInt()).isZero();
        assertThat(ended.path("result").path("leftOut").path("upload").asInt()).isZero();
        assertThat(ended.path("result").path("note").asString())
                .startsWith("Version 2 or an ancestor of it does not tell all rows that it was trained on");
        List<String> trained = database.jdbc()
                .sql("SELECT label || '\t' || text FROM training_row WHERE purpose = 'training' AND source = 'data'")
                .query(String.class)
                .list();
        JsonNode refused = Replica.assertRefused(
                replica.retrain(List.of(
                        new Part("data", "more.tsv", Reviews.tsv(40, 2)),
                        new Part("test", "test.tsv", "label\ttext\n" + String.join("\n", trained)))),
                422,
                "test");
        assertThat(refused.path("detail").asString())
                .contains("0 positive and 0 negative rows are left", trained.size() + " rows were left out");

        JsonNode next = Replica.json(replica.retrain(List.of(
                new Part("data", "more.tsv", Reviews.tsv(100, 3)),
                Part.settings("{\"epochs\": 1, \"replayShare\": 0.5, \"gate\": \"manual\"}"))));
        assertThat(next.path("data").path("corrections").asInt()).isZero();
        assertThat(next.path("data").path("replayed").asInt())
                .isEqualTo(next.path("data").path("training").asInt() / 2);
        JsonNode kept = awaitEnd(replica, next.path("id").asString());
        assertThat(kept.path("state").asString()).as(kept.toString()).isEqualTo("kept");
        assertThat(kept.path("champion").asInt()).isEqualTo(3);
        assertThat(kept.path("result").path("comparisons").get(1).path("set").asString())
                .isEqualTo("reference");
        JsonNode list = Replica.json(replica.get("/api/v1/admin/retrainings?model=reviews-en&state=kept"));
        assertThat(list.path("total").asInt()).isEqualTo(1);
        assertThat(list.path("retrainings").get(0).path("id").asString())
                .isEqualTo(kept.path("id").asString());
        assertThat(Replica.json(replica.get("/api/v1/admin/retrainings?size=1&page=1"))
                        .path("retrainings")
                        .get(0)
                        .path("id")
                        .asString())
                .isEqualTo(id);
        assertThat(database.jdbc()
                        .sql("SELECT action FROM audit_entry WHERE subject = ? ORDER BY id")
                        .param(id)
                        .query(String.class)
                        .list())
                .containsExactly("retraining-queued", "retraining-running", "retraining-promoted");
    }

    /** The correction names no model, as the prediction did not. */
    private void correctWhatTheChineseModelPredicts(Replica replica, String text) throws Exception {
        assertThat(Replica.json(replica.post("/api/v1/predictions", "{\"texts\": [\"" + text + "\"]}"))
                        .path("predictions")
                        .get(0)
                        .path("model")
                        .asString())
                .isEqualTo("reviews-zh");
        assertThat(replica.post("/api/v1/feedback", "{\"text\": \"" + text + "\", \"label\": \"negative\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void anInterruptedRetrainingGoesOnAfterItsLastEpoch() throws Exception {
        Replica first = replica("first");
        String id = startEndless(first);
        await().atMost(120, SECONDS).until(() -> finishedEpochs(first, id) >= 2);
        int before = finishedEpochs(first, id);
        first.close();
        Replica replica = replica("second");

        await().atMost(120, SECONDS).until(() -> finishedEpochs(replica, id) > before + 1);

        JsonNode job = replica.retraining(id);
        assertThat(job.path("attempts").asInt()).isEqualTo(2);
        JsonNode finished = job.path("progress").path("finished");
        assertThat(IntStream.range(0, finished.size())
                        .mapToObj(index -> finished.get(index).path("epoch").asInt()))
                .containsExactly(
                        IntStream.rangeClosed(1, finished.size()).boxed().toArray(Integer[]::new));

        assertThat(replica.delete("/api/v1/admin/retrainings/" + id).statusCode())
                .isEqualTo(202);
        assertThat(awaitEnd(replica, id).path("state").asString()).isEqualTo("cancelled");
        assertThat(trainingProcesses()).isEmpty();
        assertThat(replica.delete("/api/v1/admin/retrainings/" + id).statusCode())
                .isEqualTo(409);
        assertThat(database.jdbc()
                        .sql("SELECT COUNT(*) FROM retraining_checkpoint")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aTrainingProcessThatIsKilledFailsItsRetrainingAndNothingElse() throws Exception {
        Replica replica = replica("first");
        String id = startEndless(replica);
        await().atMost(120, SECONDS).until(() -> finishedEpochs(replica, id) >= 1);

        List<ProcessHandle> processes = trainingProcesses();
        assertThat(processes).hasSize(1);
        processes.get(0).destroyForcibly();

        JsonNode failed = awaitEnd(replica, id);
        assertThat(failed.path("state").asString()).isEqualTo("failed");
        assertThat(failed.path("reason").asString()).contains("killed from outside (signal 9, SIGKILL)", "memory");
        assertThat(failed.path("attempts").asInt()).isEqualTo(1);
        assertThat(replica.post("/api/v1/predictions", "{\"texts\": [\"great film\"], \"model\": \"reviews-en\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void replicasShareTheWorkByTheirRoles() throws Exception {
        Replica replica = replica("server", "--sentiment.roles=serve");
        String id = startEndless(replica);
        assertThat(replica.retraining(id).path("state").asString()).isEqualTo("queued");

        try (Replica trainer = replica("trainer", "--sentiment.roles=train")) {
            await().atMost(120, SECONDS).until(() -> finishedEpochs(replica, id) >= 1);
            HttpResponse<String> refused =
                    trainer.post("/api/v1/predictions", "{\"texts\": [\"great film\"], \"model\": \"reviews-en\"}");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("sentiment.roles");
            assertThat(replica.post("/api/v1/predictions", "{\"texts\": [\"great film\"], \"model\": \"reviews-en\"}")
                            .statusCode())
                    .isEqualTo(200);

            assertThat(replica.delete("/api/v1/admin/retrainings/" + id).statusCode())
                    .isEqualTo(202);
            assertThat(awaitEnd(replica, id).path("state").asString()).isEqualTo("cancelled");
        }

        String waiting = startEndless(replica);
        HttpResponse<String> cancelled = replica.delete("/api/v1/admin/retrainings/" + waiting);
        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(Replica.json(cancelled).path("state").asString()).isEqualTo("cancelled");
    }

    /** Processes that work in a folder of this test. */
    private List<ProcessHandle> trainingProcesses() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> workingDirectory(process).startsWith(folder))
                .toList();
    }

    private static Path workingDirectory(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"));
        } catch (IOException endedOrNoLinux) {
            return Path.of("");
        }
    }

    private static String startEndless(Replica replica) throws Exception {
        HttpResponse<String> started =
                replica.retrain(List.of(Part.settings(ENDLESS), new Part("data", "reviews.tsv", Reviews.tsv(400, 1))));
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        return Replica.json(started).path("id").asString();
    }

    private static int finishedEpochs(Replica replica, String id) throws Exception {
        JsonNode job = replica.retraining(id);
        assertThat(job.path("state").asString()).as(job.toString()).isIn("queued", "running");
        return job.path("progress").path("finished").size();
    }

    private static JsonNode awaitEnd(Replica replica, String id) {
        return await().atMost(120, SECONDS)
                .until(
                        () -> replica.retraining(id),
                        job -> List.of("promoted", "kept", "failed", "cancelled")
                                .contains(job.path("state").asString()));
    }
}
