package io.sentiment.training.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.sentiment.model.UnknownModelException;
import io.sentiment.rows.UnusableRow;
import io.sentiment.rows.file.Labels;
import io.sentiment.rows.file.Labels.Meaning;
import io.sentiment.rows.file.ReadFile;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import io.sentiment.training.job.Job;
import io.sentiment.training.job.JobException;
import io.sentiment.training.job.StoredJobs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class UploadTest {

    @TempDir
    Path folder;

    @AutoClose
    private final TestDatabase database;

    private StoredJobs stored;

    UploadTest(DatabaseKind kind) {
        database = kind.create();
    }

    @BeforeEach
    void open() throws IOException {
        stored = new StoredJobs(database, folder);
    }

    @Test
    void tooFewRowsAreRefusedWithWhatBecameOfTheOthers() {
        assertThatThrownBy(() -> stored.start("""
                        {"label": 1, "text": "good 1 apple"}
                        {"label": 1, "text": "GOOD 1 apple"}
                        {"label": 1, "text": "Good  1 apple"}
                        {"label": 0, "text": "bad 1 apple"}
                        {"label": 0, "text": "bad 2 apples"}
                        {"label": 0, "text": "an apple"}
                        {"label": 1, "text": "an apple"}
                        """))
                .isInstanceOf(UploadException.Unusable.class)
                .hasMessage(
                        "The part 'data' has 1 usable positive rows, but at least 2 are needed; 2 rows were dropped as"
                                + " conflicting; 2 rows were dropped as duplicates.");
    }

    @Test
    void everyRowIsAcceptedRefusedOrDropped() throws IOException {
        UploadReport report = stored.start("""
                        {"label": 1, "text": "one"}
                        {"label": 0, "text": "two"}
                        {"label": 1, "text": "three"}
                        {"label": "negative", "text": "four"}
                        {"label": 1, "text": "ONE"}
                        {"label": 1, "text": "both"}
                        {"label": 0, "text": "both"}
                        {"label": 7, "text": "seven"}
                        {"label": 1, "text": "nul \\u0000"}
                        {"label": 1, "text": "half \\ud83d"}
                        no JSON
                        {"label": 1, "text": "five"}
                        {"label": 0, "text": "six"}
                        """).request().data();

        assertThat(report.accepted()).isEqualTo(6);
        assertThat(report.positive()).isEqualTo(3);
        assertThat(report.negative()).isEqualTo(3);
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(report.conflicting()).isEqualTo(2);
        assertThat(report.refused()).isEqualTo(4);
        assertThat(report.refusals()).extracting(UnusableRow::line).containsExactly(8L, 9L, 10L, 11L);
        assertThat(report.training() + report.development() + report.heldOut()).isEqualTo(6);
        assertThat(report.heldOut()).isEqualTo(2);
    }

    @Test
    void onlyAHundredRefusalsAreReported() throws IOException {
        UploadReport report = stored.start(StoredJobs.tsv("row", 10) + "x\tbad\n".repeat(250))
                .request()
                .data();

        assertThat(report.refused()).isEqualTo(250);
        assertThat(report.refusals()).hasSize(100);
    }

    @Test
    void manyRowsArriveInTheirOrderAndOnce() throws IOException {
        Job retraining = stored.start(StoredJobs.tsv("row", 2_600));

        assertThat(retraining.request().data().accepted()).isEqualTo(2_600);
        assertThat(retraining.request().data().heldOut()).isEqualTo(260);
        assertThat(retraining.request().data().development()).isEqualTo(234);
        assertThat(stored.texts(retraining, RowPurpose.TRAINING)).hasSize(2_106).doesNotHaveDuplicates();
        assertThat(stored.texts(retraining, RowPurpose.TRAINING))
                .doesNotContainAnyElementsOf(stored.texts(retraining, RowPurpose.HELD_OUT));
    }

    @Test
    void aTestSetIsHeldOutAndMustNotOverlap() throws IOException {
        Job retraining =
                stored.start(StoredJobs.tsv("row", 10), StoredJobs.tsv("test", 4), ChallengerSettings.DEFAULT, null);
        assertThat(stored.texts(retraining, RowPurpose.HELD_OUT)).containsExactly("test0", "test1", "test2", "test3");

        assertThatThrownBy(() -> stored.start(
                        StoredJobs.tsv("row", 10),
                        StoredJobs.tsv("test", 4) + "1\tROW3\n",
                        ChallengerSettings.DEFAULT,
                        null))
                .isInstanceOfSatisfying(UploadException.Unusable.class, refused -> {
                    assertThat(refused.part()).isEqualTo("test");
                    assertThat(refused.lines()).extracting(UnusableRow::line).containsExactly(6L);
                });
    }

    /** Two of them share five of nine runs of five words, far less than near twins do. */
    @Test
    void rowsOfOnePatternAreNoTwinsOfEachOther() throws IOException {
        StringBuilder rows = new StringBuilder("label\ttext\n");
        for (String who :
                List.of("baker", "pilot", "nurse", "judge", "miner", "guard", "tutor", "diver", "groom", "rider")) {
            for (String where : List.of("cellar", "tunnel", "harbor", "temple", "valley")) {
                rows.append("1\tThe ")
                        .append(who)
                        .append(" in the ")
                        .append(where)
                        .append(" was superb, we liked it\n");
                rows.append("0\tThe ")
                        .append(who)
                        .append(" in the ")
                        .append(where)
                        .append(" was dreadful, we left\n");
            }
        }

        Job job = stored.start(rows.toString());

        assertThat(job.request().data().seen()).isZero();
        assertThat(job.request().data().heldOut()).isEqualTo(10);
    }

    @Test
    void whatIsRefusedLeavesNoRows() {
        assertThatThrownBy(() -> stored.start("label\ttext\n1\tone\n1\ttwo\n2\tthree\n"))
                .isInstanceOfSatisfying(UploadException.Unusable.class, refused -> {
                    assertThat(refused).hasMessageContaining("0 usable negative rows");
                    assertThat(refused.lines()).extracting(UnusableRow::line).containsExactly(4L);
                });
        assertThatThrownBy(() -> stored.start("label\ttext\n"))
                .isInstanceOf(UploadException.Unusable.class)
                .hasMessageContaining("no usable row");
        assertThatThrownBy(() -> stored.start("nothing known"))
                .isInstanceOf(UploadException.Unusable.class)
                .hasMessageContaining("format");
        assertThatThrownBy(() -> stored.start("a\tb\n1\tone\n"))
                .isInstanceOf(UploadException.Unusable.class)
                .hasMessageContaining("header");

        assertThat(stored.count("training_set")).isZero();
        assertThat(stored.count("training_row")).isZero();
        assertThat(stored.queued()).isEmpty();
    }

    @Test
    void damagedAndHugeGzipIsRefused() throws IOException {
        byte[] whole = ReadFile.gzip(StoredJobs.tsv("row", 500));
        byte[] huge = ReadFile.gzip("label\ttext\n" + ("1\t" + "again ".repeat(200) + "\n").repeat(3_000));
        try (Upload upload = stored.uploads.receive("reviews", "somebody")) {
            assertThatThrownBy(() -> upload.data(
                            "rows.tsv.gz", new ByteArrayInputStream(Arrays.copyOf(whole, whole.length / 2))))
                    .isInstanceOf(UploadException.Unusable.class)
                    .hasMessageContaining("damaged");
        }
        try (Upload upload = stored.uploads.receive("reviews", "somebody")) {
            assertThatThrownBy(() -> upload.data("rows.tsv.gz", new ByteArrayInputStream(huge)))
                    .isInstanceOf(UploadException.TooLarge.class);
        }
        assertThat(stored.count("training_row")).isZero();
    }

    /** As a servlet container's stream of a part does at the end of each of its buffers. */
    @Test
    void everyMemberOfAGzipIsReadThoughNothingIsAvailable() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (String line : StoredJobs.tsv("row", 400).lines().toList()) {
            members.write(ReadFile.gzip(line + "\n"));
        }
        InputStream unavailable = new FilterInputStream(new ByteArrayInputStream(members.toByteArray())) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return super.read(bytes, offset, Math.min(length, 100));
            }

            @Override
            public int available() {
                return 0;
            }
        };

        try (Upload upload = stored.uploads.receive("reviews", "somebody")) {
            upload.data("rows.tsv.gz", unavailable);
            assertThat(stored.requests
                            .start(upload, ChallengerSettings.DEFAULT, null, "somebody")
                            .request()
                            .data()
                            .accepted())
                    .isEqualTo(400);
        }
    }

    @Test
    void aTestSetIsNoLessWholeThanTheData() throws IOException {
        byte[] damaged = ReadFile.gzip(StoredJobs.tsv("test", 10));
        damaged[damaged.length - 1]++;
        try (Upload upload = stored.uploads.receive("reviews", "somebody")) {
            assertThatThrownBy(() -> upload.test("test.tsv.gz", new ByteArrayInputStream(damaged)))
                    .isInstanceOf(UploadException.Unusable.class)
                    .hasMessage("The gzip data of the part 'test' is damaged: its member 1 is corrupt.");
        }
    }

    @Test
    void theReportSaysAsWhatEachPartWasRead() throws IOException {
        try (Upload upload = stored.uploads.receive("reviews", "somebody")) {
            upload.data("rows.csv", StoredJobs.stream(StoredJobs.tsv("row", 10)));
            upload.test(null, StoredJobs.stream("label;text\n1;one\n0;two\n"));
            Job job = stored.requests.start(upload, ChallengerSettings.DEFAULT, null, "somebody");

            assertThat(stored.jobs.find(job.id()).request().data().readAs())
                    .containsOnly(
                            entry("data", "UTF-8, separated by tabs, not quoted, though its name ends with .csv"),
                            entry("test", "UTF-8, separated by semicolons"));
        }
    }

    @Test
    void labelsOfOnesOwnAreKnownBeforeTheRowsCome() throws IOException {
        Labels stars = Labels.of(Map.of("1", Meaning.NEGATIVE, "3", Meaning.IGNORED, "5", Meaning.POSITIVE));
        try (Upload upload = stored.uploads.receive("reviews", "somebody")) {
            upload.setLabels(stars);
            upload.data(
                    null,
                    StoredJobs.stream("label\ttext\n" + "1\tworst\n5\tbest\n3\tso so\n4\tnobody said\n".repeat(10)));
            assertThat(upload.ignored()).isEqualTo(10);
            assertThat(upload.received().refused()).isEqualTo(10);
            assertThatThrownBy(() -> upload.setLabels(Labels.USUAL))
                    .isInstanceOf(ChallengerSettings.InvalidSettingException.class)
                    .hasMessageContaining("send the part 'settings' first");
        }
        try (Upload upload = stored.uploads.receive("reviews", "somebody")) {
            upload.data(null, StoredJobs.stream(StoredJobs.tsv("row", 10)));
            upload.setLabels(Labels.USUAL);
            assertThatThrownBy(() -> upload.setLabels(stars))
                    .isInstanceOf(ChallengerSettings.InvalidSettingException.class);
        }
    }

    /** As the release before this one stored it. */
    @Test
    void reportsAndSettingsOfAnEarlierReleaseAreRead() throws IOException {
        Job job = stored.start(StoredJobs.tsv("row", 10));
        UploadReport report = job.request().data();
        database.jdbc()
                .sql("UPDATE training_set SET report = ?")
                .param("{\"accepted\":10,\"refused\":0,\"refusals\":[],\"duplicates\":0,\"conflicting\":0,"
                        + "\"corrected\":0,\"positive\":5,\"negative\":5,\"training\":6,\"development\":2,"
                        + "\"heldOut\":2,\"corrections\":0,\"replayed\":0}")
                .update();
        assertThat(database.jdbc()
                        .sql("SELECT settings FROM retraining")
                        .query(String.class)
                        .single())
                .doesNotContain("labels");

        Job earlier = stored.jobs.find(job.id());

        assertThat(earlier.request().data().accepted()).isEqualTo(report.accepted());
        assertThat(earlier.request().data().readAs()).isEmpty();
        assertThat(earlier.request().data().ignored()).isZero();
        assertThat(earlier.request().settings().labels()).isEmpty();
    }

    @Test
    void anUnknownModelReceivesNothing() {
        assertThatThrownBy(() -> stored.uploads.receive("none", "somebody")).isInstanceOf(UnknownModelException.class);
    }

    @Test
    void anAbandonedUploadIsRemovedAndCannotGoOn() throws IOException {
        try (Upload upload = stored.uploads.receive("reviews", "somebody")) {
            upload.data(null, StoredJobs.stream(StoredJobs.tsv("row", 10)));
            assertThat(stored.sets.abandonUntouchedFor(Duration.ofMinutes(3))).isZero();
            assertThat(stored.sets.abandonUntouchedFor(Duration.ZERO)).isEqualTo(1);

            assertThat(stored.count("training_row")).isZero();
            assertThatThrownBy(() -> stored.requests.start(upload, ChallengerSettings.DEFAULT, null, "somebody"))
                    .isInstanceOf(UploadException.Abandoned.class);
        }
    }

    @Test
    void aKeyStartsOneRetraining() throws IOException {
        Job first = stored.start(StoredJobs.tsv("row", 10), null, ChallengerSettings.DEFAULT, "key");
        Job again = stored.start(StoredJobs.tsv("row", 10), null, ChallengerSettings.DEFAULT, "key");

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(stored.queued()).containsExactly(first.id());
        assertThat(stored.count("training_set")).isEqualTo(1);
        assertThatThrownBy(() -> stored.start(StoredJobs.tsv("row", 12), null, ChallengerSettings.DEFAULT, "key"))
                .isInstanceOf(JobException.ReusedKey.class);
        assertThatThrownBy(() -> stored.start(StoredJobs.tsv("row", 10), null, StoredJobs.settings(0, false), "key"))
                .isInstanceOf(JobException.ReusedKey.class);
    }

    @Test
    void correctionsAreTakenInOnceAndTheLatestCounts() throws IOException {
        stored.corrections.add("row0", false, "reviews", "client");
        stored.corrections.add("Something new", true, "reviews", "client");
        stored.corrections.add("something NEW", false, null, "client");
        stored.corrections.add("Это не для этой модели", true, null, "client");
        stored.models.champions();

        Job first = stored.start(StoredJobs.tsv("row", 10));
        Job second = stored.start(StoredJobs.tsv("other", 10));

        assertThat(first.request().data().corrections()).isEqualTo(2);
        assertThat(first.request().data().corrected()).isEqualTo(1);
        assertThat(first.request().data().accepted()).isEqualTo(9);
        assertThat(stored.texts(first, RowPurpose.TRAINING))
                .contains("something NEW")
                .doesNotContain("Something new");
        assertThat(second.request().data().corrections()).isZero();

        stored.jobs.cancel(first.id(), "somebody");
        assertThat(stored.start(StoredJobs.tsv("third", 10)).request().data().corrections())
                .isEqualTo(2);
    }

    @Test
    void replayedRowsAreEarlierOnesThatNobodyMeasuresOn() throws IOException {
        Job first = stored.start(StoredJobs.tsv("first", 100), null, StoredJobs.settings(0, false), null);
        Job second = stored.start(StoredJobs.tsv("second", 100), null, StoredJobs.settings(0.5, false), null);

        // 80 rows are not held out, of which 8 are for development: 72 more are wanted, and 72 there are.
        assertThat(second.request().data().replayed()).isEqualTo(72);
        assertThat(second.request().data().training()).isEqualTo(144);
        assertThat(stored.texts(second, RowPurpose.TRAINING))
                .containsAll(stored.texts(first, RowPurpose.TRAINING))
                .doesNotContainAnyElementsOf(stored.texts(first, RowPurpose.HELD_OUT));
    }
}
