package io.sentiment.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.model.StoredVersion;
import io.sentiment.model.bundle.BundleRows;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.SmallModel;
import io.sentiment.rows.Fingerprints;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.rows.UnusableRow;
import io.sentiment.rows.file.LabelledFile;
import io.sentiment.rows.file.RowListener;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import io.sentiment.text.Tokenizer;
import io.sentiment.training.gate.GateMode;
import io.sentiment.training.process.OrderFolder;
import io.sentiment.training.upload.ChallengerSettings;
import io.sentiment.training.upload.RowPurpose;
import io.sentiment.training.upload.UploadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.FileSystemUtils;

/** No row that the champion or an ancestor of it was trained on, and no near twin of one, is measured on. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class LineageTest {

    @TempDir
    Path folder;

    @AutoClose
    private final TestDatabase database;

    private StoredJobs stored;

    LineageTest(DatabaseKind kind) {
        database = kind.create();
    }

    @BeforeEach
    void open() throws IOException {
        stored = new StoredJobs(database, folder);
    }

    @Test
    void aFileThatIsSentAgainHoldsOutOnlyWhatNobodyWasTrainedOn() throws IOException {
        Job first = stored.start(file(0, 400), null, settings(0.1, ChallengerSettings.Start.CHAMPION), null);
        promote(first, trained(first));
        Job second = stored.start(file(0, 400), null, settings(0.3, ChallengerSettings.Start.CHAMPION), null);

        // 40 were held out and 36 selected the epoch: of the 400 only these have not trained the champion.
        assertThat(first.request().data().training()).isEqualTo(324);
        assertThat(first.request().data().seen()).isZero();
        assertThat(second.request().data().heldOut()).isEqualTo(76);
        assertThat(second.request().data().seen()).isEqualTo(324);
        assertThat(stored.texts(second, RowPurpose.HELD_OUT))
                .doesNotContainAnyElementsOf(stored.texts(first, RowPurpose.TRAINING));
    }

    @Test
    void aTestSetOfEarlierTrainingRowsOrOfNearTwinsOfThemIsRefused() throws IOException {
        Job first = stored.start(file(0, 100));
        promote(first, trained(first));
        List<String> trained = stored.texts(first, RowPurpose.TRAINING).subList(0, 40);
        List<String> twins = trained.stream().map(text -> text + " indeed").toList();

        for (List<String> test : List.of(trained, twins)) {
            assertThatThrownBy(() -> stored.start(file(500, 20), file(test), ChallengerSettings.DEFAULT, null))
                    .isInstanceOfSatisfying(UploadException.Unusable.class, refused -> {
                        assertThat(refused.part()).isEqualTo("test");
                        assertThat(refused)
                                .hasMessageStartingWith("0 positive and 0 negative rows are left to measure on")
                                .hasMessageContaining("; 40 rows were left out,")
                                .hasMessageContaining("send a part 'test'");
                    });
        }
    }

    @Test
    void ofATestSetWhatSomebodyWasTrainedOnIsLeftOutAndTheRestIsMeasuredOn() throws IOException {
        Job first = stored.start(file(0, 100));
        promote(first, trained(first));
        List<String> data = texts(500, 20);
        List<String> test = Stream.of(
                        stored.texts(first, RowPurpose.TRAINING).subList(0, 6),
                        texts(800, 4),
                        List.of(data.get(3) + " indeed"))
                .flatMap(List::stream)
                .toList();
        Job second = stored.start(file(data), file(test), ChallengerSettings.DEFAULT, null);

        assertThat(stored.texts(second, RowPurpose.HELD_OUT)).containsExactlyElementsOf(texts(800, 4));
        assertThat(second.request().data().seen()).isEqualTo(7);
        assertThat(second.request().data().accepted()).isEqualTo(24);
    }

    @Test
    void ofNearTwinsInOneFileNoneIsHeldOutWhileTheOtherIsTrainedOn() throws IOException {
        List<String> texts = new ArrayList<>();
        for (String text : texts(0, 100)) {
            texts.add(text);
            texts.add(text + " indeed");
        }
        // Each text and its twin have the same label: two rows that follow each other have different ones.
        StringBuilder file = new StringBuilder("label\ttext\n");
        for (int row = 0; row < texts.size(); row++) {
            file.append(row / 2 % 2).append('\t').append(texts.get(row)).append('\n');
        }
        Job job = stored.start(
                file.toString() + StoredJobs.tsv("other", 200).substring("label\ttext\n".length()),
                null,
                settings(0.5, ChallengerSettings.Start.CHAMPION),
                null);
        List<String> trained = stored.texts(job, RowPurpose.TRAINING);

        assertThat(job.request().data().seen()).isPositive();
        assertThat(stored.texts(job, RowPurpose.HELD_OUT))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(trained).doesNotContain(text + " indeed", text.replace(" indeed", "")));
    }

    @Test
    void anImportedBundleTellsWhatItWasTrainedOn() throws IOException {
        Fingerprints half = fingerprints(texts(0, 50));
        addChampion(half);
        Job job = stored.start(file(0, 100), null, settings(0.5, ChallengerSettings.Start.CHAMPION), null);

        assertThat(stored.texts(job, RowPurpose.HELD_OUT)).containsExactlyInAnyOrderElementsOf(texts(50, 50));
        assertThat(write(job).note()).isEmpty();
    }

    @Test
    void aVersionOfAnEarlierReleaseTellsItByItsUploadAndThatOfItsParent() throws IOException {
        Job first = stored.start(file(0, 40), null, settings(0.1, ChallengerSettings.Start.SCRATCH), null);
        promote(first, null);
        Job second = stored.start(file(100, 40), null, settings(0.1, ChallengerSettings.Start.CHAMPION), null);
        promote(second, null);
        forgetFingerprintsOfRows();
        Fingerprints seen = stored.lineage.of(new ModelVersion("reviews", 3));

        assertThat(seen.isComplete()).isTrue();
        for (Job job : List.of(first, second)) {
            assertThat(stored.texts(job, RowPurpose.TRAINING))
                    .isNotEmpty()
                    .allMatch(text -> seen.sharesAny(fingerprints(List.of(text))));
            assertThat(stored.texts(job, RowPurpose.HELD_OUT))
                    .isNotEmpty()
                    .noneMatch(text -> seen.sharesAny(fingerprints(List.of(text))));
        }
    }

    @Test
    void aChampionThatDoesNotTellIsComparedWithAndTheReportSaysSo() throws IOException {
        addChampion(null);
        Job job = stored.start(file(0, 100));
        OrderWriter.HeldOut heldOut = write(job);

        assertThat(heldOut.note())
                .isEqualTo("Version 2 or an ancestor of it does not tell all rows that it was trained on: it may"
                        + " have been trained on some that it was compared on.");
        assertThat(heldOut.leftOut()).containsOnlyKeys("upload").containsEntry("upload", 0L);
    }

    @Test
    void aChampionThatHasChangedSinceIsNotComparedOnWhatItWasTrainedOn() throws IOException {
        Job waiting = stored.start(file(0, 100), null, settings(0.2, ChallengerSettings.Start.CHAMPION), null);
        List<String> heldOut = stored.texts(waiting, RowPurpose.HELD_OUT);
        addChampion(fingerprints(heldOut.subList(0, 5)));

        assertThat(write(waiting).leftOut()).containsEntry("upload", 5L);
        assertThat(read(new OrderFolder(folder.resolve("order")).heldOut("upload")))
                .containsExactlyElementsOf(heldOut.subList(5, 20));
        assertThat(Fingerprints.read(Files.newInputStream(folder.resolve("order/ancestors.bin")))
                        .sharesAny(fingerprints(heldOut.subList(4, 5))))
                .isTrue();

        addChampion(fingerprints(heldOut));
        assertThatThrownBy(() -> write(waiting))
                .isInstanceOf(UnusableDataException.class)
                .hasMessageStartingWith("0 positive and 0 negative rows are left to measure on")
                .hasMessageContaining("; 20 rows were left out,");
    }

    @Test
    void theDomainIsMeasuredWithoutWhatTheUploadHasOrAnAncestorWasTrainedOn() throws IOException {
        List<String> domain = texts(700, 30);
        Path path = Files.createTempDirectory(folder, "champion");
        List<LabelledRow> measuring = domain.stream()
                .map(text -> new LabelledRow(text, domain.indexOf(text) % 2 == 0))
                .toList();
        ModelBundle champion = ModelBundle.open(
                SmallModel.write(path, "reviews", 2, new BundleRows(fingerprints(domain.subList(0, 5)), measuring)));
        promoteImported(champion);
        List<String> data = new ArrayList<>(texts(0, 100));
        data.addAll(domain.subList(5, 8));
        data.add(domain.get(8) + " indeed");

        OrderWriter.HeldOut heldOut = write(stored.start(file(data)));

        assertThat(heldOut.leftOut()).containsEntry("domain", 9L);
        List<String> measured = new ArrayList<>();
        new LabelledFile(new OrderFolder(folder.resolve("order")).heldOut("domain")).read(new RowListener() {
            @Override
            public void row(LabelledRow row, long line) {
                measured.add(row.text());
            }

            @Override
            public void unusable(UnusableRow row) {
                throw new AssertionError(row.toString());
            }
        });
        assertThat(measured).containsExactlyElementsOf(domain.subList(9, 30));
        assertThat(folder.resolve("order").resolve("order.json")).content().contains("\"domain\"");
    }

    @Test
    void theReferenceIsMeasuredWithoutWhatTheUploadTrainsOnOrResembles() throws IOException {
        Job first = stored.start(file(0, 100));
        promote(first, trained(first));
        List<String> reference = stored.texts(first, RowPurpose.HELD_OUT);
        List<String> data = new ArrayList<>(texts(500, 38));
        data.add(reference.get(0));
        data.add(reference.get(1) + " indeed");
        Job second = stored.start(file(data), file(800, 10), ChallengerSettings.DEFAULT, null);

        assertThat(write(second).leftOut()).containsEntry("upload", 0L).containsEntry("reference", 2L);
        assertThat(read(new OrderFolder(folder.resolve("order")).heldOut("reference")))
                .containsExactlyElementsOf(reference.subList(2, 10));
    }

    /** Makes a version of a retraining champion, as its runner does. */
    private void promote(Job job, @Nullable Fingerprints trained) throws IOException {
        Job begun = stored.steps.settleVersions(stored.steps.begin(job.id()).orElseThrow());
        stored.steps.store(begun, bundle(trained), JobStepsTest.report(true));
        stored.steps.decide(begun);
        assertThat(stored.jobs.find(job.id()).state()).isEqualTo(JobState.PROMOTED);
    }

    private void addChampion(@Nullable Fingerprints trained) throws IOException {
        promoteImported(bundle(trained));
    }

    private void promoteImported(ModelBundle bundle) {
        int version = stored.models
                .versions()
                .add(bundle, StoredVersion.Origin.IMPORTED, "somebody")
                .version()
                .version();
        stored.models.champions().promote("reviews", version, "somebody", "");
    }

    private ModelBundle bundle(@Nullable Fingerprints trained) throws IOException {
        Path path = Files.createTempDirectory(folder, "challenger");
        return ModelBundle.open(SmallModel.write(path, "reviews", 2, new BundleRows(trained, List.of())));
    }

    private OrderWriter.HeldOut write(Job job) throws IOException {
        int champion = stored.models.champions().find("reviews").orElseThrow().version();
        FileSystemUtils.deleteRecursively(folder.resolve("order"));
        return stored.orders()
                .write(
                        new OrderFolder(folder.resolve("order")),
                        job.withVersions(new Job.Versions(champion, champion + 1)));
    }

    private Fingerprints trained(Job job) {
        return stored.rows.fingerprints(job.request().trainingSet(), RowPurpose.TRAINING);
    }

    private void forgetFingerprintsOfRows() {
        assertThat(database.jdbc()
                        .sql("UPDATE training_row SET fingerprints = NULL")
                        .update())
                .isPositive();
    }

    private static ChallengerSettings settings(double heldOutShare, ChallengerSettings.Start start) {
        ChallengerSettings standard = ChallengerSettings.DEFAULT;
        return new ChallengerSettings(
                start,
                null,
                standard.newWords(),
                standard.epochs(),
                standard.learningRate(),
                0,
                heldOutShare,
                true,
                standard.labels(),
                GateMode.AUTOMATIC,
                standard.seed());
    }

    private static Fingerprints fingerprints(List<String> texts) {
        Tokenizer tokenizer = new Tokenizer();
        Fingerprints.Collector collector = new Fingerprints.Collector();
        texts.forEach(text -> collector.add(Fingerprints.of(tokenizer.read(text).words())));
        return collector.collected();
    }

    private static String file(int first, int rows) {
        return file(texts(first, rows));
    }

    /** Every other text is positive. */
    private static String file(List<String> texts) {
        StringBuilder file = new StringBuilder("label\ttext\n");
        for (int row = 0; row < texts.size(); row++) {
            file.append(1 - row % 2).append('\t').append(texts.get(row)).append('\n');
        }
        return file.toString();
    }

    /** Texts of 30 words that have no run of words in common. */
    private static List<String> texts(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(text -> String.join(
                        " ",
                        IntStream.range(0, 30)
                                .mapToObj(word -> "word" + word + "of" + text)
                                .toList()))
                .toList();
    }

    private static List<String> read(Path file) {
        List<String> texts = new ArrayList<>();
        new LabelledFile(file).read(new RowListener() {
            @Override
            public void row(LabelledRow row, long line) {
                texts.add(row.text());
            }

            @Override
            public void unusable(UnusableRow row) {
                throw new AssertionError(row.toString());
            }
        });
        return texts;
    }
}
