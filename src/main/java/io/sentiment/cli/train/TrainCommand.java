package io.sentiment.cli.train;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.engines.TrainingDevice;
import io.sentiment.training.checkpoint.CheckpointFolder;
import io.sentiment.training.pipeline.Teachers;
import io.sentiment.training.pipeline.TrainedNetwork;
import io.sentiment.training.pipeline.TrainingPipeline;
import io.sentiment.training.pipeline.TrainingPlan;
import io.sentiment.training.pipeline.UnlabelledTexts;
import io.sentiment.training.pipeline.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a model and writes its bundle. */
@Command(
        name = "train",
        description = {
            "Trains a model on labelled rows and writes its bundle.",
            "Rows are CSV or TSV with the columns label and text, JSON Lines or a JSON array, gzipped or not; labels are "
                    + "0 or 1, negative or positive, or what --label maps."
        },
        mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "Name of the model.")
    private String name = "";

    @Option(
            names = "--model-version",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of the version; default ${DEFAULT-VALUE}.")
    private int version;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "New folder for the bundle.")
    private Path out = Path.of("");

    @Option(
            names = "--language",
            paramLabel = "TAG",
            arity = "1..*",
            defaultValue = "und",
            description = "Languages of the texts as BCP 47 tags, such as en or zh-Hans; default ${DEFAULT-VALUE}.")
    private List<String> languages = List.of();

    @Mixin
    private ArchitectureOptions architecture = new ArchitectureOptions();

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Mixin
    private PretrainingOptions pretraining = new PretrainingOptions();

    @Mixin
    private TeachingOptions teaching = new TeachingOptions();

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Mixin
    private CheckpointOptions checkpoints = new CheckpointOptions();

    @Override
    public Integer call() throws IOException {
        TrainingSettings settings = validSettings();
        TrainingDevice chosen = device.chosen(settings);
        PrintWriter report = spec.commandLine().getErr();
        Teachers teachers =
                teaching.teachers(data.training(), !pretraining.unlabelled().isEmpty());
        DataSources sources = data.sources();
        Words words = new Words(architecture.beginning().tokenizer());
        TrainingData rows = TrainingData.read(data, settings.seed(), words, report);
        UnlabelledTexts unlabelled = pretraining.read(rows.measured(), words, report);
        TrainingPlan plan = new TrainingPlan(
                new ModelVersion(name, version),
                languages,
                architecture.beginning(),
                architecture.minimumCount(),
                settings,
                training.runs(),
                pretraining.stages(settings.seed()),
                teachers,
                data.calibrates(rows.developmentRows()),
                data.certainAccuracy(),
                commandLine(TrainCommand::withoutFolders));
        TrainingPipeline pipeline = new TrainingPipeline(plan, words, rows.learnable(), rows.selecting(), unlabelled);
        report.printf(
                "%d training rows, %d development rows, %d tokens in the vocabulary, %d parameters.%n",
                pipeline.trainingRows(),
                pipeline.developmentRows(),
                pipeline.architecture().vocabularySize(),
                pipeline.architecture().parameters());
        requireFullBatch(
                settings,
                pipeline.trainingRows() + (teachers.labelTexts() ? unlabelled.count() - unlabelled.leftOut() : 0));
        List<UsedDataSet> withoutLabels = TrainingData.used(unlabelled.files(), UsedDataSet.Use.PRE_TRAINING);
        CheckpointFolder folder = checkpoints.open(List.of(
                commandLine(word -> word),
                settings,
                pipeline.architecture(),
                rows.files(),
                withoutLabels,
                teachers.models().stream()
                        .map(teacher -> teacher.manifest().files())
                        .toList()));
        List<UsedDataSet> used = Stream.concat(rows.files().stream(), withoutLabels.stream())
                .map(sources::told)
                .toList();
        train(pipeline, rows, used, folder, report, chosen);
        return 0;
    }

    private void train(
            TrainingPipeline pipeline,
            TrainingData rows,
            List<UsedDataSet> used,
            @Nullable CheckpointFolder folder,
            PrintWriter report,
            TrainingDevice chosen)
            throws IOException {
        try (Interruption interruption = new Interruption();
                SentimentNetwork network = pipeline.createNetwork();
                TrainingDisplay display = new TrainingDisplay(report, interruption::isRequested)) {
            TrainedNetwork trained = pipeline.train(network, folder, display, chosen);
            trained.write(out, used, trained.measure(rows.tests(), display::behaved, chosen), rows.measuring());
            report.println("Wrote " + out + ".");
            if (folder != null) {
                folder.delete();
            }
        }
    }

    /** What takes long comes after everything that can be wrong with the options. */
    private TrainingSettings validSettings() throws IOException {
        try {
            new ModelVersion(name, version);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(e);
        }
        data.requireValid();
        teaching.requireValid(data);
        TrainingSettings settings = training.settings(architecture.beginning().architecture());
        pretraining.stages(settings.seed());
        if (Files.exists(out) && !isEmptyFolder(out)) {
            throw new FileAlreadyExistsException(out.toString());
        }
        return settings;
    }

    private static void requireFullBatch(TrainingSettings settings, int rows) {
        if (settings.continuity().stateful() && rows < settings.batchSize()) {
            throw new InvalidInputException(
                    "--stateful needs at least as many training rows as a batch has, but there are " + rows
                            + " and --batch-size is " + settings.batchSize() + ".");
        }
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    /** As it was typed, but for what {@code words} makes of each word. */
    private String commandLine(UnaryOperator<String> words) {
        return spec.commandLine().getParseResult().originalArgs().stream()
                .map(words)
                .collect(Collectors.joining(" ", "java -jar target/sentiment-service.jar ", ""));
    }

    /** Of a path remain the file and the folder that it lies in, which together name a data set. */
    private static String withoutFolders(String argument) {
        int value = argument.startsWith("--") ? argument.indexOf('=') + 1 : 0;
        List<String> names = Arrays.stream(argument.substring(value).split("[/\\\\]"))
                .filter(name -> !name.isEmpty() && !name.equals(".") && !name.equals(".."))
                .toList();
        return names.isEmpty()
                ? argument
                : argument.substring(0, value)
                        + String.join("/", names.subList(Math.max(0, names.size() - 2), names.size()));
    }

    /**
     * Lets a command finish when the process is told to stop (Ctrl-C or SIGTERM): from then on {@link #isRequested()} is
     * true, and the process ends when the command has closed this.
     */
    private static final class Interruption implements AutoCloseable {

        private static final long SECONDS_TO_FINISH = 300;

        private final CountDownLatch finished = new CountDownLatch(1);
        private final Thread hook = new Thread(this::stop, "interruption");
        private volatile boolean requested;

        Interruption() {
            Runtime.getRuntime().addShutdownHook(hook);
        }

        boolean isRequested() {
            return requested;
        }

        @Override
        public void close() {
            finished.countDown();
            if (!requested) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }

        private void stop() {
            requested = true;
            try {
                if (!finished.await(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                    System.err.println("The command did not finish in time and is ended.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
