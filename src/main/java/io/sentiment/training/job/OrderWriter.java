package io.sentiment.training.job;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.sentiment.model.BundleCache;
import io.sentiment.model.StoredVersion;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.VersionStore;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.Architecture;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.rows.Fingerprints;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.storage.AtomicFile;
import io.sentiment.training.gate.GateSettings;
import io.sentiment.training.process.OrderFolder;
import io.sentiment.training.process.OrderJson;
import io.sentiment.training.process.TrainingOrder;
import io.sentiment.training.upload.ChallengerSettings;
import io.sentiment.training.upload.RowPurpose;
import io.sentiment.training.upload.StoredRows;
import io.sentiment.training.upload.StoredRows.StoredRow;
import io.sentiment.training.upload.UploadLimits;
import io.sentiment.training.upload.UploadReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.springframework.util.StreamUtils;

/** Writes the folder of a job's order: always the same one for the same job, on any replica. Thread-safe. */
final class OrderWriter {

    private static final String UPLOAD = "upload";
    private static final String REFERENCE = "reference";
    private static final int MINIMUM_COUNT = 2;

    private final StoredRows rows;
    private final JobStore jobs;
    private final VersionStore versions;
    private final BundleCache bundles;
    private final Lineage lineage;
    private final UploadLimits limits;

    OrderWriter(
            StoredRows rows,
            JobStore jobs,
            VersionStore versions,
            BundleCache bundles,
            Lineage lineage,
            UploadLimits limits) {
        this.rows = rows;
        this.jobs = jobs;
        this.versions = versions;
        this.bundles = bundles;
        this.lineage = lineage;
        this.limits = limits;
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
        writeRows(folder.training(), set, RowPurpose.TRAINING, row -> false);
        writeRows(folder.development(), set, RowPurpose.DEVELOPMENT, row -> false);
        SortedMap<String, Long> leftOut = new TreeMap<>();
        List<String> heldOut = new ArrayList<>(List.of(UPLOAD));
        leftOut.put(UPLOAD, writeUpload(folder.heldOut(UPLOAD), set, ancestors));
        Optional<Job> origin = jobs.findByVersion(model, settled.champion());
        if (origin.isPresent()) {
            String reference = origin.get().request().trainingSet();
            Written written = writeReference(folder.heldOut(REFERENCE), reference, set, ancestors);
            leftOut.put(REFERENCE, written.leftOut());
            if (written.rows() > 0) {
                heldOut.add(REFERENCE);
            }
        }
        folder.writeOrder(order(job, stored.manifest(), settled.expectedChallenger(), heldOut));
        return new HeldOut(leftOut, ancestors.isComplete() ? "" : unknown(stored.version()));
    }

    /** Returns how many rows were left out. The champion may not be the one from when the rows were uploaded. */
    private long writeUpload(Path file, String set, Fingerprints ancestors) throws IOException {
        Written written = writeRows(file, set, RowPurpose.HELD_OUT, row -> ancestors.sharesAny(row.fingerprints()));
        limits.tooFewHeldOut(written.positive(), written.negative(), written.leftOut())
                .ifPresent(reason -> {
                    throw new UnusableDataException(reason);
                });
        return written.leftOut();
    }

    /** What the champion was measured on when this service made it: its old strengths, without what the upload has. */
    private Written writeReference(Path file, String reference, String set, Fingerprints ancestors) throws IOException {
        Set<Long> twins = new HashSet<>();
        for (RowPurpose purpose : RowPurpose.values()) {
            twins.addAll(rows.twins(reference, RowPurpose.HELD_OUT, set, purpose));
        }
        return writeRows(
                file,
                reference,
                RowPurpose.HELD_OUT,
                row -> twins.contains(row.position()) || ancestors.sharesAny(row.fingerprints()));
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

    /** Writes the rows of a set for one purpose, but for those that are to be left out. */
    private Written writeRows(Path file, String set, RowPurpose purpose, Predicate<StoredRow> without)
            throws IOException {
        Written written = new Written();
        AtomicFile.write(file, stream -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(StreamUtils.nonClosing(stream), 1 << 16)) {
                rows.read(set, purpose, row -> {
                    boolean leftOut = without.test(row);
                    if (!leftOut) {
                        writeRow(gzip, row.row());
                    }
                    written.count(row.row(), leftOut);
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
        return written;
    }

    private static void writeRow(OutputStream stream, LabelledRow row) {
        try {
            String json = OrderJson.line(new Row(row.positive() ? 1 : 0, row.text()));
            stream.write((json + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrainingOrder order(Job job, ModelManifest champion, int expectedVersion, List<String> heldOut) {
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
                GateSettings.of(settings.gate()),
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

    /** Counts rows while they are written. */
    private static final class Written {

        private long positive;
        private long negative;
        private long leftOut;

        void count(LabelledRow row, boolean isLeftOut) {
            leftOut += isLeftOut ? 1 : 0;
            positive += !isLeftOut && row.positive() ? 1 : 0;
            negative += !isLeftOut && !row.positive() ? 1 : 0;
        }

        long positive() {
            return positive;
        }

        long negative() {
            return negative;
        }

        long rows() {
            return positive + negative;
        }

        long leftOut() {
            return leftOut;
        }
    }

    /** With its properties always in this order, so that the file always has the same checksum. */
    @JsonPropertyOrder({"label", "text"})
    private record Row(int label, String text) {}
}
