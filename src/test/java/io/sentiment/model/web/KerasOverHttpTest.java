package io.sentiment.model.web;

import static io.sentiment.model.web.WholeService.VERSIONS;
import static io.sentiment.model.web.WholeService.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.model.keras.KerasFile;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An administrator sends a model of Keras, which becomes a version that is not promoted. */
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class KerasOverHttpTest {

    private static final String BOUNDARY = "a-boundary";

    @TempDir
    Path folder;

    @AutoClose
    private final TestDatabase database = DatabaseKind.SQLITE.create();

    private final Map<String, byte[]> parts = new LinkedHashMap<>();
    private WholeService service;

    @BeforeEach
    void start() throws Exception {
        service = new WholeService(folder, database.arguments());
        Path model = new KerasFile("3.10.0")
                .embedding(4, true)
                .lstm("")
                .dense("sigmoid")
                .hdf5(folder.resolve("model.h5"));
        parts.put("model", Files.readAllBytes(model));
        parts.put("vocabulary", "{\"<OOV>\": 1, \"good\": 2, \"bad\": 3}".getBytes(StandardCharsets.UTF_8));
        settings("{\"languages\": [\"en\"], \"threshold\": 0.25}");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aModelBecomesAVersionThatAnswersOnceItIsPromoted() throws Exception {
        HttpResponse<String> imported = send();

        assertThat(imported.statusCode()).as(imported.body()).isEqualTo(201);
        int version = json(imported).path("version").asInt();
        assertThat(imported.headers().firstValue("Location")).hasValue(VERSIONS + "/" + version);
        assertThat(json(imported).path("champion").asBoolean()).isFalse();
        assertThat(service.answeringVersion()).isNotEqualTo(version);
        assertThat(service.promote(version).statusCode()).isEqualTo(200);
        assertThat(service.answeringVersion()).isEqualTo(version);
        assertThat(service.promote(2).statusCode()).isEqualTo(200);
        assertThat(service.answeringVersion()).isEqualTo(2);
    }

    @Test
    void whatCannotBeImportedIsRefusedWithItsSentence() throws Exception {
        parts.put("verify", "{\"text\": \"good\", \"positive\": 0.999}".getBytes(StandardCharsets.UTF_8));
        assertRefused("The network gives \"good\"", "");

        parts.remove("verify");
        parts.put("vocabulary", "{}".getBytes(StandardCharsets.UTF_8));
        assertRefused("The vocabulary holds no words.", "");

        parts.put("model", "no model".getBytes(StandardCharsets.UTF_8));
        assertRefused("The file is neither an HDF5 file nor a .keras file.", "");

        settings("{\"padding\": \"pre\"}");
        assertRefused("The settings name no languages.", "settings.languages");

        parts.put("more", new byte[0]);
        assertRefused("The form has a part 'more'", "more");

        parts.remove("more");
        parts.remove("model");
        assertRefused("The form has no part 'model'.", "model");
        assertThat(json(service.get(VERSIONS)).path("versions").size()).isEqualTo(2);
        try (Stream<Path> left = Files.walk(service.data())) {
            assertThat(left.filter(path -> path.toString().matches(".*(part|keras)-.*")))
                    .isEmpty();
        }
    }

    private void assertRefused(String sentence, String pointer) throws Exception {
        HttpResponse<String> refused = send();
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(json(refused).path("detail").asString()).startsWith(sentence);
        assertThat(json(refused).path("pointer").asString("")).isEqualTo(pointer);
    }

    private void settings(String json) {
        parts.put("settings", json.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send() throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + part.getKey()
                            + "\"; filename=\"file\"\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(part.getValue());
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return service.post(VERSIONS, "multipart/form-data; boundary=" + BOUNDARY, body.toByteArray());
    }
}
