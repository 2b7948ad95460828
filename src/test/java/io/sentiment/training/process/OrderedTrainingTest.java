package io.sentiment.training.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.network.Evaluation;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.engines.TrainingDevice;
import io.sentiment.rows.Fingerprints;
import io.sentiment.storage.AtomicFile;
import io.sentiment.storage.Checksum;
import io.sentiment.text.Tokenizer;
import io.sentiment.text.Vocabularies;
import io.sentiment.training.gate.HeldOutComparison;
import io.sentiment.training.gate.McNemar;
import io.sentiment.training.process.TrainingEvent.Comparing;
import io.sentiment.training.process.TrainingEvent.Epoch;
import io.sentiment.training.process.TrainingEvent.Finished;
import io.sentiment.training.process.TrainingEvent.Started;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderedTrainingTest {

    private static final TrainingOrder.Start SCRATCH = new TrainingOrder.Start.Scratch(SmallOrder.ARCHITECTURE);
    private static final TrainingOrder.Start CHAMPION = new TrainingOrder.Start.Champion(200);

    @TempDir
    Path temporary;

    @Test
    void aRetrainingFindsOutWhereItIsNotSureIfEnoughRowsTell() throws IOException {
        OrderFolder few = folder("few", SCRATCH);
        OrderFolder enough = folder("enough", SCRATCH);
        SmallOrder.rows(enough.development(), 120, 2, "");

        new OrderedTraining(few, event -> {}, TrainingDevice.CPU).run();
        new OrderedTraining(enough, event -> {}, TrainingDevice.CPU).run();

        assertThat(ModelBundle.open(few.bundle()).manifest().uncertain()).isNull();
        assertThat(ModelBundle.open(enough.bundle()).manifest().uncertain())
                .satisfies(band ->
                        assertThat(Objects.requireNonNull(band).accuracy()).isEqualTo(0.95));
    }

    @Test
    void fromScratchABundleAndAReportAreMade() throws IOException {
        OrderFolder folder = folder("scratch", SCRATCH);
        List<TrainingEvent> events = new ArrayList<>();

        new OrderedTraining(folder, events::add, TrainingDevice.CPU).run();

        TrainingReport report = report(folder);
        assertThat(sha256(folder.bundle())).isEqualTo(report.bundleSha256());
        assertThat(folder.bundle()).hasSize(report.bundleBytes());
        ModelBundle bundle = ModelBundle.open(folder.bundle());
        assertThat(bundle.version().model()).isEqualTo("tiny");
        assertThat(bundle.version().version()).isEqualTo(2);
        assertThat(bundle.manifest().scripts()).containsExactly("Latn");
        assertThat(bundle.manifest().metrics()).containsOnlyKeys("development", "upload", "reference");
        assertThat(bundle.manifest().dataSets())
                .extracting(UsedDataSet::name)
                .containsExactly("version-2/training", "version-2/development", "upload", "reference");
        try (FileSystem zip = FileSystems.newFileSystem(folder.bundle())) {
            assertThat(zip.getPath("README.md")).content().contains("Trained by a test.");
        }
        assertThat(rows(bundle).isComplete()).isTrue();
        assertThat(report.newWords()).isEqualTo(report.vocabularySize()).isEqualTo(2 + 20);
        assertThat(report.comparisons()).extracting(HeldOutComparison::set).containsExactly("upload", "reference");
        assertThat(report.comparisons()).allSatisfy(comparison -> {
            assertThat(comparison.champion()).isNull();
            assertThat(comparison.mcNemar()).isNull();
            assertThat(comparison.challenger().accuracy()).isGreaterThan(0.9);
            assertThat(bundle.manifest().metrics()).containsEntry(comparison.set(), comparison.challenger());
        });
        assertThat(report.decision().promote()).isTrue();
        assertThat(events.get(0))
                .isEqualTo(new Started(
                        300, 60, 22, 22, bundle.manifest().architecture().parameters(), 0));
        assertThat(of(Epoch.class, events)).extracting(Epoch::epoch).containsExactly(1, 2, 3, 4);
        assertThat(of(Epoch.class, events)).allSatisfy(epoch -> {
            assertThat(epoch.rowsPerSecond()).isPositive();
            assertThat(epoch.secondsLeft() == 0).isEqualTo(epoch.epoch() == 4);
        });
        assertThat(of(Comparing.class, events))
                .containsExactly(new Comparing("upload", 60), new Comparing("reference", 60));
        assertThat(events.get(events.size() - 1)).isEqualTo(new Finished(report.decision()));
        assertThat(names(folder))
                .containsExactlyInAnyOrder(
                        "order.json",
                        "training.jsonl.gz",
                        "development.jsonl.gz",
                        "held-out-upload.jsonl.gz",
                        "held-out-reference.jsonl.gz",
                        "bundle.zip",
                        "result.json",
                        "lock");
    }

    @Test
    void fromTheChampionItsWordsAndWeightsAreKeptAndNewWordsAreLearned() throws IOException {
        OrderFolder first = folder("first", SCRATCH);
        run(first);
        OrderFolder second = folder("second", CHAMPION);
        Files.copy(first.bundle(), second.champion());
        SmallOrder.rows(second.training(), 100, 7, " popcorn");
        SmallOrder.rows(second.heldOut("upload"), 40, 8, " in june");
        AtomicFile.write(second.ancestors(), rows(ModelBundle.open(first.bundle()))::writeTo);

        run(second);

        TrainingReport report = report(second);
        ModelBundle champion = ModelBundle.open(first.bundle());
        ModelBundle challenger = ModelBundle.open(second.bundle());
        assertThat(report.newWords()).isEqualTo(1);
        assertThat(challenger.vocabulary().size())
                .isEqualTo(champion.vocabulary().size() + 1);
        assertThat(Vocabularies.lines(challenger.vocabulary())
                        .get(champion.vocabulary().size()))
                .isEqualTo("popcorn");
        assertThat(challenger.vocabulary().idOf("superb"))
                .isEqualTo(champion.vocabulary().idOf("superb"));
        assertThat(challenger.manifest().dataSets())
                .extracting(UsedDataSet::name)
                .containsExactly(
                        "version-2/training", "version-2/training", "version-2/development", "upload", "reference");
        assertThat(champion.rows().measuring()).hasSize(60);
        assertThat(challenger.rows().measuring())
                .containsAll(champion.rows().measuring())
                .hasSize(100);
        Fingerprints ofBoth = rows(challenger);
        assertThat(ofBoth.isComplete()).isTrue();
        assertThat(ofBoth.size()).isGreaterThan(rows(champion).size());
        for (OrderFolder folder : List.of(first, second)) {
            new OrderFolder.Rows(folder.training())
                    .forEach(row -> assertThat(ofBoth.sharesAny(fingerprints(row.text())))
                            .isTrue());
        }
        assertThat(ofBoth.sharesAny(fingerprints("No training text."))).isFalse();
        // Begun from random weights, the first epoch of so few rows is far from this.
        assertThat(report.epochs().get(0).development().accuracy()).isGreaterThan(0.9);
    }

    @Test
    void theComparisonCountsTheRowsOnWhichTheTwoDiffer() throws IOException {
        OrderFolder weak = folder("weak", SmallOrder.order(SCRATCH, new TrainingSettings(1, 256, 0.001, 1, 1, 3)));
        run(weak);
        OrderFolder strong = folder("strong", SCRATCH);
        Files.copy(weak.bundle(), strong.champion());

        run(strong);

        TrainingReport report = report(strong);
        assertThat(report.decision().promote()).isTrue();
        assertThat(report.comparisons()).hasSize(2).allSatisfy(comparison -> {
            Evaluation champion = Objects.requireNonNull(comparison.champion());
            McNemar test = Objects.requireNonNull(comparison.mcNemar());
            assertThat(champion)
                    .usingRecursiveComparison()
                    .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : 1, Double.class)
                    .isEqualTo(
                            ModelBundle.open(weak.bundle()).manifest().metrics().get(comparison.set()));
            assertThat(comparison.changedRows())
                    .isPositive()
                    .isEqualTo(test.onlyChallengerRight() + test.onlyChampionRight());
            assertThat(comparison.changedSample()).hasSize(Math.min(50, comparison.changedRows()));
            assertThat(comparison.changedSample())
                    .allSatisfy(row -> assertThat(row.champion() >= 0.5).isNotEqualTo(row.challenger() >= 0.5));
            assertThat(test.onlyChallengerRight() - test.onlyChampionRight())
                    .isEqualTo(correct(comparison.challenger()) - correct(champion));
            assertThat(test.pValue()).isBetween(0.0, 0.05);
        });
    }

    @Test
    void anInterruptedTrainingEndsWithTheSameMetrics() throws IOException {
        OrderFolder whole = folder("whole", SCRATCH);
        run(whole);
        OrderFolder interrupted = folder("interrupted", SCRATCH);

        interruptAfterEpoch(2, interrupted);
        List<TrainingEvent> events = new ArrayList<>();
        new OrderedTraining(interrupted, events::add, TrainingDevice.CPU).run();

        assertThat(of(Started.class, events))
                .extracting(Started::finishedEpochs)
                .containsExactly(2);
        assertThat(of(Epoch.class, events)).extracting(Epoch::epoch).containsExactly(3, 4);
        assertThat(report(interrupted))
                .usingRecursiveComparison()
                .ignoringFields("bundleSha256", "bundleBytes", "seconds")
                .isEqualTo(report(whole));
    }

    @Test
    void aDamagedCheckpointIsPassedOverForTheOneBefore() throws IOException {
        OrderFolder folder = folder("damaged", SCRATCH);
        interruptAfterEpoch(3, folder);
        assertThat(names(folder))
                .filteredOn(name -> name.startsWith("checkpoint"))
                .hasSize(2);
        Path latest = folder.path().resolve("checkpoint-00003");
        byte[] bytes = Files.readAllBytes(latest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(latest, bytes);

        List<TrainingEvent> events = new ArrayList<>();
        new OrderedTraining(folder, events::add, TrainingDevice.CPU).run();

        assertThat(of(Epoch.class, events)).extracting(Epoch::epoch).containsExactly(3, 4);
    }

    @Test
    void aCheckpointOfOtherRowsIsNotGoneOnFrom() throws IOException {
        OrderFolder folder = folder("other", SCRATCH);
        interruptAfterEpoch(2, folder);
        SmallOrder.rows(folder.training(), 290, 9, "");

        List<TrainingEvent> events = new ArrayList<>();
        new OrderedTraining(folder, events::add, TrainingDevice.CPU).run();

        assertThat(of(Started.class, events))
                .extracting(Started::finishedEpochs)
                .containsExactly(0);
    }

    @Test
    void afterAnInterruptionThatFollowsTheLastEpochNothingIsTrainedAgain() throws IOException {
        OrderFolder folder = folder("late", SCRATCH);
        assertThatThrownBy(() -> new OrderedTraining(
                                folder,
                                event -> {
                                    if (event instanceof Comparing) {
                                        throw new Interrupted();
                                    }
                                },
                                TrainingDevice.CPU)
                        .run())
                .isInstanceOf(Interrupted.class);
        List<TrainingEvent> events = new ArrayList<>();
        new OrderedTraining(folder, events::add, TrainingDevice.CPU).run();
        assertThat(of(Epoch.class, events)).isEmpty();

        List<TrainingEvent> again = new ArrayList<>();
        new OrderedTraining(folder, again::add, TrainingDevice.CPU).run();
        assertThat(again).containsExactly(new Finished(report(folder).decision()));
    }

    @Test
    void whatIsWrongWithAnOrderIsSaidInOneSentence() throws IOException {
        OrderFolder folder = new OrderFolder(temporary.resolve("none"));
        assertRefused(folder, "There is no training order " + folder.path().resolve("order.json") + ".");

        folder = folder("without-champion", CHAMPION);
        assertRefused(
                folder,
                "The training is to begin with the champion's weights, but there is no champion.zip: add it, or train"
                        + " from scratch.");

        folder = folder("bad-row", SCRATCH);
        Files.writeString(folder.heldOut("upload"), "{\"label\": 3, \"text\": \"so so\"}\n");
        assertRefused(
                folder,
                "held-out-upload.jsonl.gz, line 1: The label '3' is unknown: use 0, 1, negative or positive, or map it (settings.labels, --label).");

        folder = folder("no-rows", SCRATCH);
        Files.writeString(folder.training(), "");
        assertRefused(folder, "There is no row in " + folder.training() + ".");

        folder = folder("misspelt", SCRATCH);
        Path order = folder.path().resolve("order.json");
        Files.writeString(order, Files.readString(order).replace("\"minimumCount\" : 1", "\"minimumCount\" : 0"));
        assertRefused(folder, order + " is malformed: minimumCount must be at least 1, but is 0.");
    }

    private void interruptAfterEpoch(int epoch, OrderFolder folder) {
        assertThatThrownBy(() -> new OrderedTraining(
                                folder,
                                event -> {
                                    if (event instanceof Epoch finished && finished.epoch() == epoch) {
                                        throw new Interrupted();
                                    }
                                },
                                TrainingDevice.CPU)
                        .run())
                .isInstanceOf(Interrupted.class);
    }

    private static void assertRefused(OrderFolder folder, String message) {
        assertThatThrownBy(() -> run(folder))
                .isInstanceOf(UnusableOrderException.class)
                .hasMessage(message);
    }

    private OrderFolder folder(String name, TrainingOrder.Start start) throws IOException {
        return folder(name, SmallOrder.order(start, SmallOrder.SETTINGS));
    }

    private OrderFolder folder(String name, TrainingOrder order) throws IOException {
        return SmallOrder.write(temporary.resolve(name), order);
    }

    private static void run(OrderFolder folder) throws IOException {
        new OrderedTraining(folder, event -> {}, TrainingDevice.CPU).run();
    }

    @Test
    void aChallengerOfAChampionWhoseRowsNobodyKnowsKnowsOnlyItsOwn() throws IOException {
        OrderFolder first = folder("first", SCRATCH);
        run(first);
        OrderFolder second = folder("second", CHAMPION);
        Files.copy(first.bundle(), second.champion());

        run(second);

        Fingerprints rows = rows(ModelBundle.open(second.bundle()));
        assertThat(rows.isComplete()).isFalse();
        assertThat(rows.size()).isEqualTo(rows(ModelBundle.open(first.bundle())).size());
    }

    private static Fingerprints rows(ModelBundle bundle) {
        return Objects.requireNonNull(bundle.rows().training());
    }

    private static Fingerprints fingerprints(String text) {
        return Fingerprints.of(new Tokenizer().read(text).words());
    }

    private static TrainingReport report(OrderFolder folder) throws IOException {
        return Objects.requireNonNull(folder.readReport());
    }

    private static <T extends TrainingEvent> List<T> of(Class<T> type, List<TrainingEvent> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static int correct(Evaluation evaluation) {
        return evaluation.confusion().truePositives() + evaluation.confusion().trueNegatives();
    }

    private static List<String> names(OrderFolder folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String sha256(Path file) throws IOException {
        Checksum checksum = new Checksum();
        try (InputStream stream = checksum.of(Files.newInputStream(file))) {
            stream.transferTo(OutputStream.nullOutputStream());
        }
        return checksum.hex();
    }

    /** What a killed process would be. */
    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
