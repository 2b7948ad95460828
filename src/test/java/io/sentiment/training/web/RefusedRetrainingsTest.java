package io.sentiment.training.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.prediction.TinyModels;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import io.sentiment.training.web.Replica.Part;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What no retraining is made of, and no training set. One service is asked everything. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
@Timeout(180)
@SuppressWarnings("NullAway.Init")
class RefusedRetrainingsTest {

    private static TestDatabase database;
    private static Replica replica;

    private final DatabaseKind kind;

    RefusedRetrainingsTest(DatabaseKind kind) {
        this.kind = kind;
    }

    @BeforeParameterizedClassInvocation
    static void start(DatabaseKind kind, @TempDir Path folder) throws Exception {
        database = kind.create();
        replica = new Replica(database, TinyModels.write(folder.resolve("models")), folder.resolve("data"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        replica.close();
        database.close();
    }

    @Test
    void badRequestsAreRefusedWithTheirReason() throws Exception {
        Part data = new Part("data", "reviews.tsv", Reviews.tsv(40, 1));
        Replica.assertRefused(replica.retrain(List.of(Part.settings("{}"))), 422, "data");
        Replica.assertRefused(replica.retrain(List.of(data, new Part("rows", "", ""))), 422, "rows");
        Replica.assertRefused(replica.retrain(List.of(data, data)), 422, "data");
        Replica.assertRefused(replica.retrain(List.of(data, Part.settings("{\"epochs\": 0}"))), 422, "settings.epochs");
        Replica.assertRefused(
                replica.retrain(List.of(data, Part.settings("{\"gate\": \"no\"}"))), 422, "settings.gate");
        Replica.assertRefused(replica.retrain(List.of(data, Part.settings("{\"preset\": \"no\"}"))), 422, "settings");
        Replica.assertRefused(replica.retrain(List.of(data, Part.settings("{\"epoch\": 1}"))), 400, "settings.epoch");
        Replica.assertRefused(replica.retrain(List.of(data, Part.settings("{"))), 400, "settings");
        JsonNode lines = Replica.assertRefused(
                        replica.retrain(List.of(new Part("data", "", "label\ttext\n1\tgood\n3\tno label\n"))),
                        422,
                        "data")
                .path("lines");
        assertThat(lines.get(0).path("line").asInt()).isEqualTo(3);
        assertThat(lines.get(0).path("reason").asString()).contains("'3'");
        JsonNode overlap = Replica.assertRefused(
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
        assertNoTrainingSet();
    }

    @Test
    void aBodyThatIsNoWellFormedFormIsRefused() throws Exception {
        byte[] form = Replica.body(List.of(new Part("data", "reviews.tsv", Reviews.tsv(40, 1))));
        byte[] truncated = Arrays.copyOf(form, form.length / 2);
        assertMalformed(replica.retrain(Replica.FORM, truncated));
        assertMalformed(replica.retrain("multipart/form-data", form));
        Replica.assertRefused(replica.retrain("multipart/form-data; boundary=other", form), 422, "data");
        HttpResponse<String> unnamed = replica.retrain(List.of(new Part("data", "a\0b.tsv", Reviews.tsv(40, 1))));
        assertThat(unnamed.statusCode()).as(unnamed.body()).isEqualTo(400);
        assertThat(Replica.json(unnamed).path("detail").asString()).contains("file name");
        assertNoTrainingSet();
    }

    private static void assertMalformed(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(Replica.json(response).path("detail").asString())
                .isEqualTo("The body is not well-formed multipart/form-data.");
    }

    private void assertNoTrainingSet() {
        assertThat(database.jdbc()
                        .sql("SELECT COUNT(*) FROM training_set")
                        .query(Integer.class)
                        .single())
                .as("training sets in %s", kind)
                .isZero();
    }
}
