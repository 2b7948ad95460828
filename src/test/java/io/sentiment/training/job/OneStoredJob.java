package io.sentiment.training.job;

import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A job that waits in a database of its own; nobody runs it. */
@SuppressWarnings("NullAway.Init")
abstract class OneStoredJob {

    @TempDir
    Path folder;

    @AutoClose
    final TestDatabase database;

    StoredJobs stored;
    String id = "";

    OneStoredJob(DatabaseKind kind) {
        database = kind.create();
    }

    @BeforeEach
    void store() throws IOException {
        stored = new StoredJobs(database, folder);
        id = stored.start(StoredJobs.tsv("row", 10)).id();
    }

    /** A runner takes the job. */
    Job begin() {
        return stored.steps.begin(id).orElseThrow();
    }
}
