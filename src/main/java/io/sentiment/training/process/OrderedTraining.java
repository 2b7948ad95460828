package io.sentiment.training.process;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.training.DivergedException;
import io.sentiment.network.training.Trainer;
import io.sentiment.network.training.TrainingResult;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.storage.Checksum;
import io.sentiment.training.checkpoint.CheckpointFolder;
import io.sentiment.training.checkpoint.Stopwatch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Carries out the order in a folder: trains, compares with the champion, asks the gate, and stores bundle and report.
 * When it was interrupted, it goes on behind the last finished epoch and ends with the same network as if it had not
 * been. One at a time in a process, as with {@link Trainer}.
 */
public final class OrderedTraining {

    private final OrderFolder folder;
    private final Consumer<TrainingEvent> events;

    /**
     * The training of that folder.
     *
     * @param events gets each step, on the thread that trains
     */
    public OrderedTraining(OrderFolder folder, Consumer<TrainingEvent> events) {
        this.folder = folder;
        this.events = events;
    }

    /**
     * Works until the report is stored; does nothing where it is. Waits for another process that works in the folder.
     *
     * @throws UnusableOrderException if the order, its rows or its settings are at fault
     * @throws UnusableDataException if a file of rows is missing or damaged
     * @throws io.sentiment.model.bundle.UnreadableBundleException if the champion is damaged
     * @throws IOException if files cannot be read or written
     */
    public void run() throws IOException {
        TrainingOrder order = folder.readOrder();
        // A process whose parent has been killed may be about to end only.
        try (FileChannel channel = FileChannel.open(folder.lock(), CREATE, WRITE);
                FileLock lock = channel.lock()) {
            TrainingReport report = folder.readReport();
            if (report == null) {
                FileSystemUtils.deleteRecursively(folder.unfinished());
                report = train(order);
                FileSystemUtils.deleteRecursively(folder.unfinished());
            }
            events.accept(new TrainingEvent.Finished(report.decision()));
        }
    }

    private TrainingReport train(TrainingOrder order) throws IOException {
        ModelBundle champion = Files.exists(folder.champion()) ? ModelBundle.open(folder.champion()) : null;
        Beginning beginning = Beginning.of(order, champion);
        TrainingRows rows = beginning.readRows(folder);
        Stopwatch stopwatch = new Stopwatch(System::nanoTime);
        CheckpointFolder checkpoints =
                new CheckpointFolder(folder.path(), fingerprint(order, rows, champion), stopwatch);
        try (SentimentNetwork network = beginning.network(rows.vocabulary())) {
            ProgressEvents progress = new ProgressEvents(
                    events,
                    stopwatch,
                    started(beginning, rows, network),
                    order.settings().epochs());
            TrainingResult result = new Trainer(order.settings(), progress, checkpoints)
                    .train(network, rows.training(), rows.development());
            double seconds = stopwatch.seconds();
            List<MeasuredSet> sets = new Measurement(folder, order.heldOut(), events)
                    .of(network, rows.vocabulary(), beginning.threshold(), champion);
            TrainingReport report = new TrainedNetwork(beginning, rows, network, result, seconds, sets).storeIn(folder);
            checkpoints.delete();
            return report;
        } catch (DivergedException e) {
            throw new UnusableOrderException(Objects.requireNonNull(e.getMessage()), e);
        }
    }

    private static TrainingEvent.Started started(Beginning beginning, TrainingRows rows, SentimentNetwork network) {
        return new TrainingEvent.Started(
                rows.training().size(),
                rows.development().size(),
                rows.vocabulary().size(),
                beginning.newWords(rows.vocabulary()),
                network.architecture().parameters(),
                0);
    }

    /** Of everything that a checkpoint depends on. */
    private static String fingerprint(TrainingOrder order, TrainingRows rows, @Nullable ModelBundle champion)
            throws IOException {
        Checksum checksum = new Checksum();
        OutputStream stream = checksum.of(OutputStream.nullOutputStream());
        stream.write(OrderJson.line(order).getBytes(StandardCharsets.UTF_8));
        stream.write(rows.trainingFile().sha256().getBytes(StandardCharsets.US_ASCII));
        stream.write(rows.developmentFile().sha256().getBytes(StandardCharsets.US_ASCII));
        if (champion != null) {
            stream.write(OrderJson.line(champion.manifest().files()).getBytes(StandardCharsets.UTF_8));
        }
        return checksum.hex();
    }
}
