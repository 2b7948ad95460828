package io.sentiment.training.web;

import io.sentiment.prediction.TinyModels;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the OpenAPI document is for: clients that nobody writes. */
@Timeout(600)
class GeneratedClientTest {

    private static final Path DRIVER = Path.of("src", "test", "resources", "client", "ClientDriver.java");

    @TempDir
    Path folder;

    @Test
    void aGeneratedClientPredictsRetrainsPromotesExportsAndImports() throws Exception {
        Path models = TinyModels.write(folder.resolve("models"));
        Files.writeString(folder.resolve("rows.tsv"), Reviews.tsv(200, 1));
        try (TestDatabase database = DatabaseKind.SQLITE.create();
                Replica replica = new Replica(database, models, folder.resolve("data"))) {
            GeneratedClient client = new GeneratedClient(folder);
            client.generate(replica.get("/v3/api-docs").body());
            client.run(client.compile(DRIVER), "ClientDriver", replica.address(), Replica.TOKEN);
        }
    }
}
