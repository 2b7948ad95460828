package io.sentiment.training.process;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.sentiment.model.bundle.BundleRows;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.UncertainBand;
import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.model.card.NewVersion.Findings;
import io.sentiment.network.Evaluation;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.engines.TrainingDevice;
import io.sentiment.network.training.Trainer.DivergedException;
import io.sentiment.rows.Fingerprints;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.storage.AtomicFile;
import io.sentiment.storage.Checksum;
import io.sentiment.training.checkpoint.CheckpointFolder;
import io.sentiment.training.gate.HeldOutComparison;
import io.sentiment.training.gate.PromotionGate;
import io.sentiment.training.pipeline.Teachers;
import io.sentiment.training.pipeline.TrainedNetwork;
import io.sentiment.training.pipeline.TrainingPipeline;
import io.sentiment.training.pipeline.TrainingPlan;
import io.sentiment.training.pipeline.TrainingPlan.Beginning;
import io.sentiment.training.pipeline.UnlabelledTexts;
import io.sentiment.training.pipeline.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Carries out the order in a folder: trains, compares with the champion, asks the gate, and stores bundle and report.
 * After an interruption it goes on from the last finished epoch and ends with the same network as without one. One at a
 * time in a process, as with {@link TrainingPipeline}.
 */
public final class OrderedTraining {

    private final OrderFolder folder;
    private final Consumer<TrainingEvent> events;
    private final TrainingDevice device;

    /**
     * The training of that folder.
     *
     * @param events gets each step, on the thread that trains
     */
    public OrderedTraining(OrderFolder folder, Consumer<TrainingEvent> events, TrainingDevice device) {
        this.folder = folder;
        this.events = events;
        this.device = device;
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
        // A process whose parent was killed may still be about to end.
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
        OrderFolder.Rows training = new OrderFolder.Rows(folder.training());
        OrderFolder.Rows development = new OrderFolder.Rows(folder.development());
        TrainingPlan plan = plan(order, champion, folder.readAncestors());
        Words words = new Words(plan.beginning().tokenizer());
        training.forEach(words::add);
        TrainingPipeline pipeline = new TrainingPipeline(
                plan, words, List.of(training), Map.of(TrainingOrder.DEVELOPMENT, development), UnlabelledTexts.none());
        CheckpointFolder checkpoints =
                new CheckpointFolder(folder.path(), checksum(order, training, development, champion));
        try (SentimentNetwork network = pipeline.createNetwork()) {
            ProgressEvents progress = new ProgressEvents(
                    events,
                    checkpoints.stopwatch(),
                    started(pipeline),
                    order.settings().epochs());
            TrainedNetwork trained = pipeline.train(network, checkpoints, progress, device);
            List<Measurement.Set> sets = new Measurement(folder, order.heldOut(), events).of(trained, champion);
            String name = "version-" + order.version();
            List<UsedDataSet> dataSets = new ArrayList<>();
            dataSets.add(training.used(name + "/training", UsedDataSet.Use.TRAINING));
            dataSets.add(development.used(name + "/development", UsedDataSet.Use.DEVELOPMENT));
            sets.forEach(set -> dataSets.add(set.data()));
            TrainingReport report =
                    store(order, pipeline, trained, dataSets, comparisons(sets), measuringRows(sets, champion));
            checkpoints.delete();
            return report;
        } catch (DivergedException e) {
            throw new UnusableOrderException(Objects.requireNonNull(e.getMessage()), e);
        }
    }

    private static TrainingPlan plan(TrainingOrder order, @Nullable ModelBundle champion, Fingerprints ancestors) {
        return new TrainingPlan(
                new ModelVersion(order.model(), order.version()),
                order.languages(),
                beginning(order.start(), champion, ancestors),
                order.minimumCount(),
                order.settings(),
                1,
                List.of(),
                Teachers.NONE,
                false,
                certainAccuracy(champion),
                order.description());
    }

    /** As its champion has it, which clients know. */
    private static double certainAccuracy(@Nullable ModelBundle champion) {
        UncertainBand band = champion == null ? null : champion.manifest().uncertain();
        return band == null ? TrainingPlan.CERTAIN_ACCURACY : band.accuracy();
    }

    private static Beginning beginning(
            TrainingOrder.Start start, @Nullable ModelBundle champion, Fingerprints ancestors) {
        if (start instanceof TrainingOrder.Start.Scratch scratch) {
            return Beginning.scratch(scratch.architecture(), 0);
        }
        if (champion == null) {
            throw new UnusableOrderException("The training is to begin with the champion's weights, but there is no"
                    + " champion.zip: add it, or train from scratch.");
        }
        return Beginning.parent(champion, ((TrainingOrder.Start.Champion) start).maximumVocabularySize(), ancestors);
    }

    private static TrainingEvent.Started started(TrainingPipeline pipeline) {
        return new TrainingEvent.Started(
                pipeline.trainingRows(),
                pipeline.developmentRows(),
                pipeline.architecture().vocabularySize(),
                pipeline.newWords(),
                pipeline.architecture().parameters(),
                0);
    }

    /** Of everything that a checkpoint depends on. */
    private static String checksum(
            TrainingOrder order,
            OrderFolder.Rows training,
            OrderFolder.Rows development,
            @Nullable ModelBundle champion)
            throws IOException {
        Checksum checksum = new Checksum();
        OutputStream stream = checksum.of(OutputStream.nullOutputStream());
        stream.write(OrderJson.line(order).getBytes(StandardCharsets.UTF_8));
        stream.write(training.file().sha256().getBytes(StandardCharsets.US_ASCII));
        stream.write(development.file().sha256().getBytes(StandardCharsets.US_ASCII));
        if (champion != null) {
            stream.write(OrderJson.line(champion.manifest().files()).getBytes(StandardCharsets.UTF_8));
        }
        return checksum.hex();
    }

    /** Stores the bundle and then the report. */
    private TrainingReport store(
            TrainingOrder order,
            TrainingPipeline pipeline,
            TrainedNetwork trained,
            List<UsedDataSet> dataSets,
            List<HeldOutComparison> comparisons,
            List<LabelledRow> measuring)
            throws IOException {
        SortedMap<String, Evaluation> metrics = new TreeMap<>();
        metrics.put(TrainingOrder.DEVELOPMENT, trained.result().best().development());
        comparisons.forEach(comparison -> metrics.put(comparison.set(), comparison.challenger()));
        Path files = folder.unfinished().resolve("bundle");
        trained.write(files, dataSets, Findings.of(metrics), measuring);
        Checksum checksum = new Checksum();
        ModelBundle bundle = ModelBundle.open(files);
        // The service that promotes it does not load DL4J for that.
        bundle.verifyNetwork();
        AtomicFile.write(folder.bundle(), stream -> bundle.writeZip(checksum.of(stream)));
        TrainingReport report = new TrainingReport(
                order.model(),
                order.version(),
                checksum.hex(),
                Files.size(folder.bundle()),
                pipeline.trainingRows(),
                pipeline.architecture().vocabularySize(),
                pipeline.newWords(),
                trained.result().epochs(),
                trained.result().best().epoch(),
                trained.seconds(),
                comparisons,
                new PromotionGate(order.gate()).decide(comparisons),
                new TreeMap<>(),
                "");
        folder.writeReport(report);
        return report;
    }

    /** Rows of the upload and of the champion's domain, on which the successors of the challenger are measured. */
    private static List<LabelledRow> measuringRows(List<Measurement.Set> sets, @Nullable ModelBundle champion) {
        return BundleRows.measuring(
                champion == null ? List.of() : champion.rows().measuring(),
                sets.get(0).sample());
    }

    private static List<HeldOutComparison> comparisons(List<Measurement.Set> sets) {
        return sets.stream().map(Measurement.Set::comparison).toList();
    }
}
