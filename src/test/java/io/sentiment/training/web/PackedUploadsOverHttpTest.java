package io.sentiment.training.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.prediction.TinyModels;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import io.sentiment.training.web.Replica.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Uploads with {@code Content-Encoding: gzip}, whose limits are their own. */
@Timeout(180)
class PackedUploadsOverHttpTest {

    private static final String RETRAININGS = "/api/v1/admin/models/reviews-en/retrainings";
    private static final String VERSIONS = "/api/v1/admin/models/reviews-en/versions";
    private static final String ZIP = "application/zip";

    private final TestDatabase database = DatabaseKind.SQLITE.create();

    @TempDir
    Path folder;

    private Path models;
    private Replica replica;

    @BeforeEach
    void start() throws Exception {
        models = TinyModels.write(folder.resolve("models"));
        replica = new Replica(
                database,
                models,
                folder.resolve("data"),
                "--sentiment.roles=serve",
                "--sentiment.training.max-upload=1KB",
                "--sentiment.imports.bundle=100KB");
    }

    @AfterEach
    void stop() {
        replica.close();
        database.close();
    }

    @Test
    void rowsAndBundlesArriveAsTheyWere() throws Exception {
        byte[] form = Replica.body(List.of(new Part("data", "reviews.tsv", Reviews.tsv(40, 1))));
        byte[] bundle = TinyModels.zip(models.resolve("reviews-en-1"));

        HttpResponse<String> started = replica.postPacked(RETRAININGS, Replica.FORM, pack(form));
        HttpResponse<String> imported = replica.postPacked(VERSIONS, ZIP, pack(bundle));

        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        assertThat(Replica.json(started).path("data").path("accepted").asInt()).isEqualTo(40);
        assertThat(imported.statusCode()).as(imported.body()).isEqualTo(201);
        assertThat(Replica.json(imported).path("version").asInt()).isEqualTo(3);
    }

    /** What the format of a form takes is allowed on top of the limit: 1 MB. */
    @Test
    void limitsCountWhatIsUnpacked() throws Exception {
        byte[] form = Replica.body(
                List.of(new Part("data", "reviews.tsv", "label\ttext\n1\t" + "a".repeat(1_100_000) + "\n")));
        byte[] packed = pack(form);
        assertThat(packed.length).isLessThan(20_000);

        assertRefused(replica.postPacked(RETRAININGS, Replica.FORM, packed), 413, "body-too-large");
        assertRefused(replica.postPacked(VERSIONS, ZIP, packed), 413, "body-too-large");
    }

    @Test
    void cutDataAreRefused() throws Exception {
        byte[] form = pack(Replica.body(List.of(new Part("data", "reviews.tsv", Reviews.tsv(40, 1)))));
        byte[] bundle = pack(TinyModels.zip(models.resolve("reviews-en-1")));

        assertRefused(
                replica.postPacked(RETRAININGS, Replica.FORM, Arrays.copyOf(form, form.length / 2)),
                400,
                "malformed-coding");
        assertRefused(
                replica.postPacked(VERSIONS, ZIP, Arrays.copyOf(bundle, bundle.length - 1)), 400, "malformed-coding");
    }

    private static void assertRefused(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(Replica.json(response).path("type").asString()).isEqualTo("urn:sentiment:problem:" + type);
    }

    private static byte[] pack(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(content);
        }
        return packed.toByteArray();
    }
}
