package io.sentiment.training.process;

import io.sentiment.storage.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one training order: what a training process reads and writes. Rows are gzipped JSON Lines, an object
 * such as {@code {"label": 1, "text": "Great!"}} a line.
 *
 * <ul>
 *   <li>given: {@code order.json}, {@code training.jsonl.gz}, {@code development.jsonl.gz}, one
 *       {@code held-out-NAME.jsonl.gz} a held-out set and, unless there is none, {@code champion.zip}, the bundle to
 *       begin from and to compare with;
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
    public TrainingOrder readOrder() throws IOException {
        if (!Files.isRegularFile(orderFile())) {
            throw new UnusableOrderException("There is no training order " + orderFile() + ".");
        }
        return OrderJson.read(orderFile(), TrainingOrder.class);
    }

    /**
     * Reads {@code result.json}, or returns null where it has not been written yet.
     *
     * @throws UnusableOrderException if it is malformed
     * @throws IOException if it cannot be read
     */
    public @Nullable TrainingReport readReport() throws IOException {
        return Files.isRegularFile(reportFile()) ? OrderJson.read(reportFile(), TrainingReport.class) : null;
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
}
