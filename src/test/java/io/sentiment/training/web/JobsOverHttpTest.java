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
import java.util.Arrays;
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
    private Replica replica;

    JobsOverHttpTest(DatabaseKind kind) {
        database = kind.create();
    }

    @BeforeEach
    void start() throws Exception {
        TinyModels.write(folder.resolve("models"));
        replica = replica("first");
    }

    @AfterEach
    void stop() {
        replica.close();
        database.close();
    }

    private Replica replica(String name, String... settings) throws Exception {
        return new Replica(database, folder.resolve("models"), folder.resolve(name), settings);
    }

    @Test
    void aRetrainingEndsWithANewChampion() throws Exception {
        assertThat(replica.post("/api/v1/feedback", "{\"text\": \"A corrected text\", \"label\": \"negative\"}")
                        .statusCode())
                .isEqualTo(201);
        correctWhatTheChineseModelPredicts("这部 Star Wars Episode Nine 电影不行");
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
        JsonNode refused = assertRefused(
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
    private void correctWhatTheChineseModelPredicts(String text) throws Exception {
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
        String id = startEndless();
        await().atMost(120, SECONDS).until(() -> finishedEpochs(id) >= 2);
        int before = finishedEpochs(id);
        replica.close();
        replica = replica("second");

        await().atMost(120, SECONDS).until(() -> finishedEpochs(id) > before + 1);

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
        String id = startEndless();
        await().atMost(120, SECONDS).until(() -> finishedEpochs(id) >= 1);

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
        replica.close();
        replica = replica("server", "--sentiment.roles=serve");
        String id = startEndless();
        assertThat(replica.retraining(id).path("state").asString()).isEqualTo("queued");

        try (Replica trainer = replica("trainer", "--sentiment.roles=train")) {
            await().atMost(120, SECONDS).until(() -> finishedEpochs(id) >= 1);
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

        String waiting = startEndless();
        HttpResponse<String> cancelled = replica.delete("/api/v1/admin/retrainings/" + waiting);
        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(Replica.json(cancelled).path("state").asString()).isEqualTo("cancelled");
    }

    @Test
    void badRequestsAreRefusedWithTheirReason() throws Exception {
        Part data = new Part("data", "reviews.tsv", Reviews.tsv(40, 1));
        assertRefused(replica.retrain(List.of(Part.settings("{}"))), 422, "data");
        assertRefused(replica.retrain(List.of(data, new Part("rows", "", ""))), 422, "rows");
        assertRefused(replica.retrain(List.of(data, data)), 422, "data");
        assertRefused(replica.retrain(List.of(data, Part.settings("{\"epochs\": 0}"))), 422, "settings.epochs");
        assertRefused(replica.retrain(List.of(data, Part.settings("{\"gate\": \"no\"}"))), 422, "settings.gate");
        assertRefused(replica.retrain(List.of(data, Part.settings("{\"preset\": \"no\"}"))), 422, "settings");
        assertRefused(replica.retrain(List.of(data, Part.settings("{\"epoch\": 1}"))), 400, "settings.epoch");
        assertRefused(replica.retrain(List.of(data, Part.settings("{"))), 400, "settings");
        JsonNode lines = assertRefused(
                        replica.retrain(List.of(new Part("data", "", "label\ttext\n1\tgood\n3\tno label\n"))),
                        422,
                        "data")
                .path("lines");
        assertThat(lines.get(0).path("line").asInt()).isEqualTo(3);
        assertThat(lines.get(0).path("reason").asString()).contains("'3'");
        JsonNode overlap = assertRefused(
                replica.retrain(List.of(data, new Part("test", "reviews.tsv", Reviews.tsv(40, 1)))), 422, "test");
        assertThat(overlap.path("lines").size()).isEqualTo(40);
        assertThat(replica.post("/api/v1/feedback", "{\"text\": \" \", \"label\": \"positive\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(replica.post("/api/v1/feedback", "{\"text\": \"good\", \"label\": \"1\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(replica.post("/api/v1/feedback", "{\"text\": \"a\", \"label\": \"negative\", \"model\": \"no\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(replica.get("/api/v1/admin/retrainings/none/events").statusCode())
                .isEqualTo(404);
        assertThat(replica.get("/api/v1/admin/retrainings?state=done").statusCode())
                .isEqualTo(422);
        assertThat(database.jdbc()
                        .sql("SELECT COUNT(*) FROM training_set")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aBodyThatIsNoWellFormedFormIsRefused() throws Exception {
        byte[] form = Replica.body(List.of(new Part("data", "reviews.tsv", Reviews.tsv(40, 1))));
        byte[] truncated = Arrays.copyOf(form, form.length / 2);
        assertMalformed(replica.retrain(Replica.FORM, truncated));
        assertMalformed(replica.retrain("multipart/form-data", form));
        assertRefused(replica.retrain("multipart/form-data; boundary=other", form), 422, "data");
        HttpResponse<String> unnamed = replica.retrain(List.of(new Part("data", "a\0b.tsv", Reviews.tsv(40, 1))));
        assertThat(unnamed.statusCode()).as(unnamed.body()).isEqualTo(400);
        assertThat(Replica.json(unnamed).path("detail").asString()).contains("file name");
        assertThat(database.jdbc()
                        .sql("SELECT COUNT(*) FROM training_set")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static void assertMalformed(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(Replica.json(response).path("detail").asString())
                .isEqualTo("The body is not well-formed multipart/form-data.");
    }

    private static JsonNode assertRefused(HttpResponse<String> response, int status, String pointer) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode problem = Replica.json(response);
        assertThat(problem.path("pointer").asString()).as(response.body()).isEqualTo(pointer);
        return problem;
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

    private String startEndless() throws Exception {
        HttpResponse<String> started =
                replica.retrain(List.of(Part.settings(ENDLESS), new Part("data", "reviews.tsv", Reviews.tsv(400, 1))));
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        return Replica.json(started).path("id").asString();
    }

    private int finishedEpochs(String id) throws Exception {
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
