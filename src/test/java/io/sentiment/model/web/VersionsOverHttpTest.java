package io.sentiment.model.web;

import static io.sentiment.model.web.WholeService.CHAMPION;
import static io.sentiment.model.web.WholeService.VERSIONS;
import static io.sentiment.model.web.WholeService.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class VersionsOverHttpTest {

    @TempDir
    Path folder;

    @AutoClose
    private final TestDatabase database;

    private WholeService service;

    VersionsOverHttpTest(DatabaseKind kind) {
        database = kind.create();
    }

    @BeforeEach
    void start() throws Exception {
        service = new WholeService(folder, database.arguments());
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void versionsAreListedImportedPromotedRolledBackExportedAndDeleted() throws Exception {
        JsonNode shipped = json(service.get(VERSIONS)).path("versions");
        assertThat(shipped.size()).isEqualTo(2);
        assertThat(shipped.get(0).path("origin").asString()).isEqualTo("shipped");
        assertThat(shipped.get(0).path("champion").asBoolean()).isFalse();
        assertThat(shipped.get(1).path("champion").asBoolean()).isTrue();

        HttpResponse<String> imported = service.importBundle(WholeService.bundle(folder, "reviews-en", 1));
        assertThat(imported.statusCode()).as(imported.body()).isEqualTo(201);
        assertThat(imported.headers().firstValue("Location")).hasValue(VERSIONS + "/3");
        assertThat(service.answeringVersion()).isEqualTo(2);
        assertThat(json(service.get("/v2/models/reviews-en")).path("versions").size())
                .isEqualTo(3);

        HttpResponse<String> promoted = service.promote(3);
        assertThat(promoted.statusCode()).as(promoted.body()).isEqualTo(200);
        assertThat(json(promoted).path("version").asInt()).isEqualTo(3);
        assertThat(json(promoted).path("previousVersion").asInt()).isEqualTo(2);
        assertThat(service.answeringVersion()).isEqualTo(3);
        assertProblem(service.delete(VERSIONS + "/3"), 409, "conflict");

        assertThat(service.promote(2).statusCode()).isEqualTo(200);
        assertThat(service.answeringVersion()).isEqualTo(2);

        HttpResponse<byte[]> exported = service.download(VERSIONS + "/3/bundle");
        assertThat(exported.statusCode()).isEqualTo(200);
        assertThat(exported.headers().firstValue("ETag"))
                .hasValue("\"" + json(imported).path("sha256").asString() + "\"");
        assertThat(json(service.importBundle(exported.body())).path("version").asInt())
                .isEqualTo(4);

        assertThat(service.delete(VERSIONS + "/3").statusCode()).isEqualTo(204);
        assertProblem(service.get(VERSIONS + "/3"), 404, "unknown-model");
        assertProblem(service.delete(VERSIONS + "/3"), 404, "unknown-model");
    }

    @Test
    void everyActIsInTheAuditTrailNewestFirst() throws Exception {
        service.promote(1);
        service.delete(VERSIONS + "/2");

        JsonNode page = json(service.get("/api/v1/admin/audit?limit=2"));
        assertThat(page.path("entries").get(0).path("action").asString()).isEqualTo("version-deleted");
        assertThat(page.path("entries").get(0).path("who").asString()).isEqualTo("admin-token");
        assertThat(page.path("entries").get(1).path("action").asString()).isEqualTo("champion-changed");
        assertThat(page.path("entries").get(1).path("subject").asString())
                .isEqualTo("version 1 of the model 'reviews-en'");
        assertThat(page.path("entries").get(1).path("detail").asString()).isEqualTo("a test");

        JsonNode next = json(service.get(
                "/api/v1/admin/audit?limit=100&before=" + page.path("next").asLong()));
        // Three shipped versions were added, and each became champion.
        assertThat(next.path("entries").size()).isEqualTo(6);
        assertThat(next.path("entries").get(0).path("who").asString()).isEqualTo("the service");
        assertThat(next.path("next").isNull()).isTrue();
        assertProblem(service.get("/api/v1/admin/audit?limit=0"), 422, "unusable-request");
    }

    @Test
    void whatIsNoUsableBundleIsRefused() throws Exception {
        assertProblem(service.importBundle("no zip".getBytes(StandardCharsets.UTF_8)), 422, "unusable-request");
        assertProblem(service.importBundle(new byte[2 << 20]), 413, "body-too-large");
        assertThat(json(assertProblem(
                                service.importBundle(WholeService.bundle(folder, "tweets", 1)),
                                422,
                                "unusable-request"))
                        .path("detail")
                        .asString())
                .isEqualTo("Cannot use the bundle that was sent: it is a bundle of the model 'tweets', not of"
                        + " 'reviews-en'.");
        assertThat(json(service.get(VERSIONS)).path("versions").size()).isEqualTo(2);
        assertThat(service.data().resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertProblem(service.get("/api/v1/admin/models/none/versions"), 404, "unknown-model");
        assertProblem(service.get(VERSIONS + "/9"), 404, "unknown-model");
        assertProblem(service.get(VERSIONS + "/9/bundle"), 404, "unknown-model");
        assertProblem(service.promote(9), 404, "unknown-model");
        assertProblem(service.get(CHAMPION), 405, "method-not-allowed");
        assertThat(service.answeringVersion()).isEqualTo(2);
    }

    @Test
    void aDamagedVersionStaysOutAndTheAliasReturns() throws Exception {
        service.importBundle(WholeService.bundle(folder, "reviews-en", 1));
        database.jdbc()
                .sql("UPDATE bundle_chunk SET bytes = ? WHERE version = 3")
                .param(new byte[1000])
                .update();

        HttpResponse<String> refused = service.promote(3);

        assertThat(json(assertProblem(refused, 422, "unusable-request"))
                        .path("detail")
                        .asString())
                .contains("version 3", "its bytes in the database do not match their checksum");
        assertThat(service.answeringVersion()).isEqualTo(2);
        assertThat(json(service.get(VERSIONS + "/2")).path("champion").asBoolean())
                .isTrue();
        assertThat(json(service.get("/api/v1/admin/audit"))
                        .path("entries")
                        .get(0)
                        .path("action")
                        .asString())
                .isEqualTo("champion-rejected");
        assertThat(service.get("/actuator/prometheus").body())
                .contains("sentiment_champion_rejected_total{model=\"reviews-en\"} 1.0");
        assertProblem(service.get(VERSIONS + "/3/bundle"), 500, "internal-error");
        HttpResponse<String> readiness = service.get("/actuator/health/readiness");
        assertThat(readiness.statusCode()).isEqualTo(200);
        assertThat(rejected(readiness)).contains("version 3", "its bytes in the database do not match their checksum");

        assertThat(service.promote(1).statusCode()).isEqualTo(200);
        assertThat(rejected(service.get("/actuator/health/readiness"))).isEmpty();
    }

    private static String rejected(HttpResponse<String> readiness) {
        return json(readiness)
                .path("components")
                .path("champions")
                .path("details")
                .path("rejected")
                .path("reviews-en")
                .asString("");
    }

    @Test
    void aDamagedChampionGivesWayAtTheNextStart() throws Exception {
        assertThat(service.promote(1).statusCode()).isEqualTo(200);
        service.close();
        database.jdbc()
                .sql("UPDATE bundle_chunk SET bytes = ? WHERE model = 'reviews-en' AND version = 1")
                .param(new byte[1000])
                .update();

        service = new WholeService(folder, database.arguments());

        assertThat(service.answeringVersion()).isEqualTo(2);
        assertThat(json(service.get(VERSIONS + "/2")).path("champion").asBoolean())
                .isTrue();
    }

    @Test
    void theChampionIsStillChampionAfterAnotherStart() throws Exception {
        service.importBundle(WholeService.bundle(folder, "reviews-en", 1));
        service.promote(3);
        service.close();

        service = new WholeService(folder, database.arguments());

        assertThat(service.answeringVersion()).isEqualTo(3);
        assertThat(json(service.get(VERSIONS)).path("versions").size()).isEqualTo(3);
    }

    @Test
    void readinessTellsWhatIsServed() throws Exception {
        JsonNode champions = json(service.get("/actuator/health/readiness"))
                .path("components")
                .path("champions")
                .path("details");

        assertThat(champions.path("database").asString()).isEqualTo("reachable");
        assertThat(champions.path("champions").path("reviews-en").asInt()).isEqualTo(2);
    }

    private static HttpResponse<String> assertProblem(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(json(response).path("type").asString()).isEqualTo("urn:sentiment:problem:" + type);
        return response;
    }
}
