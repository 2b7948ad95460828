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
import io.sentiment.rows.LabelledRow;
import io.sentiment.storage.AtomicFile;
import io.sentiment.training.gate.GateSettings;
import io.sentiment.training.process.OrderFolder;
import io.sentiment.training.process.OrderJson;
import io.sentiment.training.process.TrainingOrder;
import io.sentiment.training.upload.RetrainingSettings;
import io.sentiment.training.upload.RetrainingStart;
import io.sentiment.training.upload.RowPurpose;
import io.sentiment.training.upload.StoredRows;
import io.sentiment.training.upload.UploadReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
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

    OrderWriter(StoredRows rows, JobStore jobs, VersionStore versions, BundleCache bundles) {
        this.rows = rows;
        this.jobs = jobs;
        this.versions = versions;
        this.bundles = bundles;
    }

    /**
     * Writes everything that the training process is given.
     *
     * @param job whose versions are settled
     * @throws UnknownModelException if there is no such champion any more
     * @throws IOException if a file cannot be written
     */
    void write(OrderFolder folder, Job job) throws IOException {
        Files.createDirectories(folder.path());
        String model = job.request().model();
        Job.Versions settled = Objects.requireNonNull(job.versions());
        StoredVersion stored = versions.find(model, settled.champion())
                .orElseThrow(() -> new UnknownModelException(model, settled.champion()));
        copyChampion(stored.version(), folder.champion());
        String set = job.request().trainingSet();
        writeRows(folder.training(), reader -> rows.read(set, RowPurpose.TRAINING, reader));
        writeRows(folder.development(), reader -> rows.read(set, RowPurpose.DEVELOPMENT, reader));
        writeRows(folder.heldOut(UPLOAD), reader -> rows.read(set, RowPurpose.HELD_OUT, reader));
        List<String> heldOut = new ArrayList<>(List.of(UPLOAD));
        if (writeReference(folder.heldOut(REFERENCE), job.request(), settled.champion())) {
            heldOut.add(REFERENCE);
        }
        folder.writeOrder(order(job, stored.manifest(), settled.expectedChallenger(), heldOut));
    }

    /** What the champion was measured on when it was made, if this service made it: its old strengths. */
    private boolean writeReference(Path file, Job.Request request, int champion) throws IOException {
        Optional<Job> origin = jobs.findByVersion(request.model(), champion);
        if (origin.isEmpty()) {
            return false;
        }
        String set = origin.get().request().trainingSet();
        return writeRows(file, reader -> rows.readHeldOut(set, request.trainingSet(), reader)) > 0;
    }

    private void copyChampion(ModelVersion version, Path file) throws IOException {
        bundles.refresh();
        Files.copy(bundles.file(version), file);
    }

    private static long writeRows(Path file, Consumer<Consumer<LabelledRow>> source) throws IOException {
        AtomicLong count = new AtomicLong();
        AtomicFile.write(file, stream -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(StreamUtils.nonClosing(stream), 1 << 16)) {
                source.accept(row -> {
                    writeRow(gzip, row);
                    count.incrementAndGet();
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
        return count.get();
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
        RetrainingSettings settings = job.request().settings();
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

    private static TrainingOrder.Start start(RetrainingSettings settings, Architecture champion) {
        Architecture architecture = settings.architecture();
        return switch (settings.start()) {
            case CHAMPION -> new TrainingOrder.Start.Champion(champion.vocabularySize() + settings.newWords());
            case SCRATCH -> new TrainingOrder.Start.Scratch(architecture == null ? champion : architecture);
        };
    }

    private static String description(Job job, ModelManifest champion) {
        UploadReport data = job.request().data();
        return "Retrained by job " + job.id() + " "
                + (job.request().settings().start() == RetrainingStart.CHAMPION
                        ? "from version " + champion.version()
                        : "from scratch")
                + " on " + data.training() + " rows, of which " + data.corrections() + " were corrections and "
                + data.replayed() + " were replayed from earlier training sets.";
    }

    /** With its properties always in this order, so that the file always has the same checksum. */
    @JsonPropertyOrder({"label", "text"})
    private record Row(int label, String text) {}
}
