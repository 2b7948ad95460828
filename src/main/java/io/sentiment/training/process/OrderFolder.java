package io.sentiment.training.process;

import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.rows.Fingerprints;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.rows.UnusableRow;
import io.sentiment.rows.file.DataFile;
import io.sentiment.rows.file.LabelledFile;
import io.sentiment.rows.file.RowListener;
import io.sentiment.storage.AtomicFile;
import io.sentiment.training.pipeline.TrainingPipeline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one training order: what a training process reads and writes. Rows are gzipped JSON Lines, an object
 * such as {@code {"label": 1, "text": "Great!"}} a line.
 *
 * <ul>
 *   <li>given: {@code order.json}, {@code training.jsonl.gz}, {@code development.jsonl.gz}, one
 *       {@code held-out-NAME.jsonl.gz} a held-out set and, unless there is none, {@code champion.zip}, the bundle to
 *       begin from and to compare with, with {@code ancestors.bin}, the fingerprints of the rows that it and its ancestors
 *       were trained on;
 *   <li>made: {@code bundle.zip} and then {@code result.json}, and until then files from which an interrupted training
 *       goes on.
 * </ul>
 *
 * @param path of the folder
 */
public record OrderFolder(Path path) {

    /** {@code training.jsonl.gz}. */
    public Path training() {
        return path.resolve("training.jsonl.gz");
    }

    /** {@code development.jsonl.gz}. */
    public Path development() {
        return path.resolve("development.jsonl.gz");
    }

    /** {@code held-out-NAME.jsonl.gz}. */
    public Path heldOut(String name) {
        return path.resolve("held-out-" + name + ".jsonl.gz");
    }

    /** {@code champion.zip}. */
    public Path champion() {
        return path.resolve("champion.zip");
    }

    /** {@code ancestors.bin}. */
    public Path ancestors() {
        return path.resolve("ancestors.bin");
    }

    /**
     * Reads {@code ancestors.bin}; nothing is known where it is missing.
     *
     * @throws UnusableOrderException if it is malformed
     * @throws IOException if it cannot be read
     */
    Fingerprints readAncestors() throws IOException {
        if (!Files.isRegularFile(ancestors())) {
            return Fingerprints.NONE.incomplete();
        }
        try (InputStream stream = Files.newInputStream(ancestors())) {
            return Fingerprints.read(stream);
        } catch (IllegalArgumentException e) {
            throw new UnusableOrderException(ancestors() + " is malformed: " + e.getMessage(), e);
        }
    }

    /** {@code bundle.zip}, the new version. */
    public Path bundle() {
        return path.resolve("bundle.zip");
    }

    /** Writes {@code order.json}, atomically: an order that is there is whole. Makes the folder if it is missing. */
    public void writeOrder(TrainingOrder order) throws IOException {
        Files.createDirectories(path);
        AtomicFile.write(orderFile(), stream -> stream.write(OrderJson.indented(order)));
    }

    /**
     * Reads {@code order.json}.
     *
     * @throws UnusableOrderException if it is missing or malformed
     * @throws IOException if it cannot be read
     */
    TrainingOrder readOrder() throws IOException {
        if (!Files.isRegularFile(orderFile())) {
            throw new UnusableOrderException("There is no training order " + orderFile() + ".");
        }
        return OrderJson.read(orderFile(), TrainingOrder.class, Map.of());
    }

    /**
     * Reads {@code result.json}, or returns null where it has not been written yet.
     *
     * @throws UnusableOrderException if it is malformed
     * @throws IOException if it cannot be read
     */
    @Nullable
    TrainingReport readReport() throws IOException {
        return Files.isRegularFile(reportFile())
                ? OrderJson.read(reportFile(), TrainingReport.class, TrainingReport.ABSENT)
                : null;
    }

    void writeReport(TrainingReport report) throws IOException {
        AtomicFile.write(reportFile(), stream -> stream.write(OrderJson.indented(report)));
    }

    /** Locked by the process that works here. */
    Path lock() {
        return path.resolve("lock");
    }

    /** Where files lie that nobody but the training process reads; it may empty it at any time. */
    Path unfinished() {
        return path.resolve("unfinished");
    }

    private Path orderFile() {
        return path.resolve("order.json");
    }

    private Path reportFile() {
        return path.resolve("result.json");
    }

    /** One file of rows in the folder, where every row must be usable. For one thread. */
    static final class Rows implements TrainingPipeline.Rows {

        private final Path path;
        private @Nullable DataFile file;

        Rows(Path path) {
            this.path = path;
        }

        /**
         * Reads the file and passes every row on, in its order.
         *
         * @throws UnusableDataException if the file is missing or cannot be read to its end
         * @throws UnusableOrderException if a row is unusable, or there is none
         */
        @Override
        public void forEach(Consumer<LabelledRow> action) {
            DataFile read = new LabelledFile(path).read(new RowListener() {
                @Override
                public void row(LabelledRow row, long line) {
                    action.accept(row);
                }

                @Override
                public void unusable(UnusableRow row) {
                    throw new UnusableOrderException(row.toString());
                }
            });
            if (read.rows() == 0) {
                throw new UnusableOrderException("There is no row in " + path + ".");
            }
            file = read;
        }

        /**
         * What the file held when it was read last.
         *
         * @throws IllegalStateException if it has not been read yet
         */
        DataFile file() {
            if (file == null) {
                throw new IllegalStateException("The rows of " + path + " have not been read yet.");
            }
            return file;
        }

        /** How a manifest speaks of the file, once it has been read. */
        UsedDataSet used(String name, UsedDataSet.Use use) {
            return new UsedDataSet(name, use, Math.toIntExact(file().rows()), file().sha256());
        }
    }
}
