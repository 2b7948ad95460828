package io.sentiment.training.job;

import io.sentiment.model.BundleCache;
import io.sentiment.model.StoredVersion;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.VersionStore;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.Architecture;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.rows.Fingerprints;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.storage.AtomicFile;
import io.sentiment.training.gate.GateRule;
import io.sentiment.training.gate.GateSettings;
import io.sentiment.training.process.OrderFolder;
import io.sentiment.training.process.TrainingOrder;
import io.sentiment.training.upload.ChallengerSettings;
import io.sentiment.training.upload.RowPurpose;
import io.sentiment.training.upload.StoredRows;
import io.sentiment.training.upload.UploadReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/** Writes the folder of a job's order: always the same one for the same job, on any replica. Thread-safe. */
final class OrderWriter {

    private static final int MINIMUM_COUNT = 2;

    private final StoredRows rows;
    private final VersionStore versions;
    private final BundleCache bundles;
    private final Lineage lineage;
    private final HeldOutSets heldOut;
    private final GateRule gate;

    OrderWriter(
            StoredRows rows,
            VersionStore versions,
            BundleCache bundles,
            Lineage lineage,
            HeldOutSets heldOut,
            GateRule gate) {
        this.rows = rows;
        this.versions = versions;
        this.bundles = bundles;
        this.lineage = lineage;
        this.heldOut = heldOut;
        this.gate = gate;
    }

    /**
     * Writes everything that the training process is given. No row is compared on that the champion, an ancestor of it or
     * the challenger is trained on, and no near twin of one.
     *
     * @param job whose versions are settled
     * @return what the report has to say of the rows to compare on
     * @throws UnknownModelException if there is no such champion any more
     * @throws UnusableDataException if too few rows are left to compare on; the message says what to do
     * @throws IOException if a file cannot be written
     */
    HeldOut write(OrderFolder folder, Job job) throws IOException {
        Files.createDirectories(folder.path());
        String model = job.request().model();
        Job.Versions settled = Objects.requireNonNull(job.versions());
        StoredVersion stored = versions.find(model, settled.champion())
                .orElseThrow(() -> new UnknownModelException(model, settled.champion()));
        copyChampion(stored.version(), folder.champion());
        String set = job.request().trainingSet();
        Fingerprints ancestors = lineage.of(stored.version());
        AtomicFile.write(folder.ancestors(), ancestors::writeTo);
        RowFile.write(folder.training(), rows, set, RowPurpose.TRAINING, row -> false);
        RowFile.write(folder.development(), rows, set, RowPurpose.DEVELOPMENT, row -> false);
        HeldOutSets.Written sets = heldOut.write(folder, job, stored, ancestors);
        folder.writeOrder(order(job, stored.manifest(), settled.expectedChallenger(), sets.names()));
        return new HeldOut(sets.leftOut(), ancestors.isComplete() ? "" : unknown(stored.version()));
    }

    private static String unknown(ModelVersion champion) {
        return "Version " + champion.version()
                + " or an ancestor of it does not tell all rows that it was trained on: it may"
                + " have been trained on some that it was compared on.";
    }

    private void copyChampion(ModelVersion version, Path file) throws IOException {
        bundles.refresh();
        Files.copy(bundles.file(version), file);
    }

    private TrainingOrder order(Job job, ModelManifest champion, int expectedVersion, List<String> heldOut) {
        ChallengerSettings settings = job.request().settings();
        TrainingSettings defaults = TrainingSettings.DEFAULT;
        return new TrainingOrder(
                job.request().model(),
                expectedVersion,
                champion.languages(),
                start(settings, champion.architecture()),
                MINIMUM_COUNT,
                new TrainingSettings(
                        settings.epochs(),
                        defaults.batchSize(),
                        settings.learningRate(),
                        defaults.gradientNorm(),
                        defaults.patience(),
                        settings.seed()),
                heldOut,
                new GateSettings(settings.gate(), gate),
                description(job, champion));
    }

    private static TrainingOrder.Start start(ChallengerSettings settings, Architecture champion) {
        Architecture architecture = settings.architecture();
        return switch (settings.start()) {
            case CHAMPION -> new TrainingOrder.Start.Champion(champion.vocabularySize() + settings.newWords());
            case SCRATCH -> new TrainingOrder.Start.Scratch(architecture == null ? champion : architecture);
        };
    }

    private static String description(Job job, ModelManifest champion) {
        UploadReport data = job.request().data();
        return "Retrained by job " + job.id() + " "
                + (job.request().settings().start() == ChallengerSettings.Start.CHAMPION
                        ? "from version " + champion.version()
                        : "from scratch")
                + " on " + data.training() + " rows, of which " + data.corrections() + " were corrections and "
                + data.replayed() + " were replayed from earlier training sets.";
    }

    /**
     * What the report has to say of the rows to compare on.
     *
     * @param leftOut rows of each set that are not compared on
     * @param note what cannot be told; empty if all is known
     */
    record HeldOut(SortedMap<String, Long> leftOut, String note) {}
}
