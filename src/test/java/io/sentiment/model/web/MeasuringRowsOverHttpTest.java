package io.sentiment.model.web;

import static io.sentiment.model.web.WholeService.VERSIONS;
import static io.sentiment.model.web.WholeService.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class MeasuringRowsOverHttpTest {

    @TempDir
    Path folder;

    @Test
    void aVersionShowsTheRowsOfItsBundleAndThePairsOfItsLanguages() throws Exception {
        try (TestDatabase database = DatabaseKind.SQLITE.create();
                WholeService service = new WholeService(folder, database.arguments())) {
            JsonNode tiny = json(service.get(VERSIONS + "/1/measuring-rows"));
            assertThat(tiny.path("rows").size()).isZero();
            assertThat(tiny.path("pairs").size()).isEqualTo(lines("src/main/resources/behaviour/en.tsv") - 1);
            JsonNode pair = tiny.path("pairs").path(0);
            assertThat(pair.path("capability").asString()).isEqualTo("negation");
            assertThat(pair.path("expectation").asString()).isEqualTo("opposite");
            assertThat(pair.path("label").asString()).isEqualTo("positive");
            assertThat(pair.path("first").asString()).isEqualTo("I would recommend this hotel to my parents.");
            assertThat(pair.path("second").asString()).isEqualTo("I would not recommend this hotel to my parents.");

            assertThat(service.get(VERSIONS + "/9/measuring-rows").statusCode()).isEqualTo(404);
        }
    }

    private static long lines(String file) throws Exception {
        return Files.readAllLines(Path.of(file)).size();
    }
}
