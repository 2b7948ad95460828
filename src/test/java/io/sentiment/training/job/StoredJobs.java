package io.sentiment.training.job;

import io.sentiment.model.BundleCache;
import io.sentiment.model.RoutingProperties;
import io.sentiment.model.StoredModels;
import io.sentiment.storage.TestDatabase;
import io.sentiment.training.gate.GateMode;
import io.sentiment.training.gate.GateRule;
import io.sentiment.training.upload.ChallengerSettings;
import io.sentiment.training.upload.Corrections;
import io.sentiment.training.upload.RowPurpose;
import io.sentiment.training.upload.StoredRows;
import io.sentiment.training.upload.TrainingRowWriter;
import io.sentiment.training.upload.TrainingSets;
import io.sentiment.training.upload.Upload;
import io.sentiment.training.upload.UploadLimits;
import io.sentiment.training.upload.Uploads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;

/** Jobs of the model {@code reviews} in a database; nobody runs them. */
public final class StoredJobs {

    final TestDatabase database;
    public final StoredModels models;
    public final TrainingSets sets;
    final StoredRows rows;
    final JobStore store;
    final UploadLimits limits;
    final BundleCache bundles;
    final Lineage lineage;
    public final Corrections corrections;
    public final Uploads uploads;
    public final JobRequests requests;
    public final Jobs jobs;
    final JobSteps steps;
    final StoredCheckpoints checkpoints;

    public StoredJobs(TestDatabase database, Path folder) throws IOException {
        Clock clock = Clock.systemUTC();
        this.database = database;
        models = new StoredModels(database, clock);
        models.addChampion(folder.resolve("bundle"));
        rows = new StoredRows(database.jdbc());
        TrainingRowWriter writer =
                new TrainingRowWriter(new JdbcTemplate(database.dataSource()), database.transactions(), rows);
        sets = new TrainingSets(database.jdbc(), database.transactions(), writer, clock);
        store = new JobStore(database.jdbc(), clock);
        corrections = new Corrections(
                database.jdbc(), models.champions(), models.versions(), new RoutingProperties(null), clock);
        limits = new UploadLimits(DataSize.ofMegabytes(1), DataSize.ofMegabytes(2), 2, 2);
        uploads = new Uploads(limits, sets, rows, writer, corrections, models.champions());
        bundles = models.cache(folder.resolve("cache"));
        lineage = new Lineage(rows, store, bundles);
        JobProperties properties = new JobProperties(Duration.ofSeconds(1), Duration.ofSeconds(1), 10);
        requests = new JobRequests(
                database.transactions(),
                uploads,
                models.champions(),
                lineage,
                store,
                new JobScheduler(database.dataSource(), StoredJobs::noRunner, properties, false),
                models.audit(),
                clock);
        jobs = new Jobs(database.transactions(), store, corrections, models.champions(), models.audit(), clock);
        checkpoints = new StoredCheckpoints(database.jdbc());
        steps = new JobSteps(
                database.transactions(),
                store,
                checkpoints,
                corrections,
                models.champions(),
                models.versions(),
                models.audit(),
                clock);
    }

    OrderWriter orders() {
        HeldOutSets heldOut = new HeldOutSets(rows, store, bundles, limits);
        return new OrderWriter(rows, models.versions(), bundles, lineage, heldOut, GateRule.DEFAULT);
    }

    private static JobRunner noRunner() {
        throw new AssertionError("Nobody runs these jobs.");
    }

    public Job start(String data) throws IOException {
        return start(data, null, ChallengerSettings.DEFAULT, null);
    }

    public Job start(String data, @Nullable String test, ChallengerSettings settings, @Nullable String key)
            throws IOException {
        try (Upload upload = uploads.receive("reviews", "somebody")) {
            upload.data(null, stream(data));
            if (test != null) {
                upload.test("test.tsv", stream(test));
            }
            return requests.start(upload, settings, key, "somebody");
        }
    }

    public List<String> texts(Job job, RowPurpose purpose) {
        List<String> texts = new ArrayList<>();
        rows.read(
                job.request().trainingSet(), purpose, row -> texts.add(row.row().text()));
        return texts;
    }

    /** Ids of the jobs that wait for runners. */
    public List<String> queued() {
        return database.jdbc()
                .sql("SELECT task_instance FROM scheduled_tasks")
                .query(String.class)
                .list();
    }

    public int count(String table) {
        return database.jdbc()
                .sql("SELECT COUNT(*) FROM " + table)
                .query(Integer.class)
                .single();
    }

    /** Texts {@code from0} and so on, half of them positive. */
    public static String tsv(String prefix, int rows) {
        StringBuilder file = new StringBuilder("label\ttext\n");
        for (int row = 0; row < rows; row++) {
            file.append(1 - row % 2).append('\t').append(prefix).append(row).append('\n');
        }
        return file.toString();
    }

    public static ChallengerSettings settings(double replayShare, boolean includeCorrections) {
        ChallengerSettings standard = ChallengerSettings.DEFAULT;
        return new ChallengerSettings(
                standard.start(),
                null,
                standard.newWords(),
                standard.epochs(),
                standard.learningRate(),
                replayShare,
                0.2,
                includeCorrections,
                standard.labels(),
                GateMode.AUTOMATIC,
                standard.seed());
    }

    public static ByteArrayInputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }
}
