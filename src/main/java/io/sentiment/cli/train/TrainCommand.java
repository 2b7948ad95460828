package io.sentiment.cli.train;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.cli.options.OptionNames;
import io.sentiment.cli.options.UnusableRowPolicy;
import io.sentiment.model.bundle.ModelVersion;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
            "Rows are TSV or CSV with the columns label and text, or JSON Lines, gzipped or not; labels are 0 or 1, "
                    + "negative or positive."
        },
        mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", paramLabel = "FILE", required = true, arity = "1..*", description = "Training rows.")
    List<Path> data = List.of();

    @Option(
            names = "--dev",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Development rows, which select the best epoch: the one with the lowest mean of the files' log"
                            + " losses; a share of the training rows if left out.")
    List<Path> development = List.of();

    @Option(
            names = "--test",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Rows to measure the finished model on, each file by itself; training never sees them.")
    List<Path> tests = List.of();

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "Name of the model.")
    String name = "";

    @Option(
            names = "--model-version",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of the version; default ${DEFAULT-VALUE}.")
    int version;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "New folder for the bundle.")
    Path out = Path.of("");

    @Option(
            names = "--language",
            paramLabel = "TAG",
            arity = "1..*",
            defaultValue = "und",
            description = "Languages of the texts as BCP 47 tags, such as en or zh-Hans; default ${DEFAULT-VALUE}.")
    List<String> languages = List.of();

    @Option(
            names = "--dev-share",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description =
                    "Share of the training rows that is held out when there is neither --dev nor --hold-out; default"
                            + " ${DEFAULT-VALUE}.")
    double developmentShare;

    @Option(
            names = "--minimum-count",
            paramLabel = "N",
            defaultValue = "2",
            description = "Occurrences in the training rows from which a token is known; default ${DEFAULT-VALUE}.")
    int minimumCount;

    @Option(
            names = "--pieces",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Share of the vocabulary that is kept for pieces of rare words, so that misspelt and new words"
                            + " carry meaning; default ${DEFAULT-VALUE}, none.")
    double pieces;

    @Mixin
    ArchitectureOptions architecture = new ArchitectureOptions();

    @Mixin
    TrainingOptions training = new TrainingOptions();

    @Mixin
    SelectionOptions selection = new SelectionOptions();

    @Mixin
    PretrainingOptions pretraining = new PretrainingOptions();

    @Mixin
    CheckpointOptions checkpoints = new CheckpointOptions();

    @Mixin
    UnusableRowPolicy unusableRows = new UnusableRowPolicy();

    @Override
    public Integer call() throws IOException {
        requireValid();
        new TrainingSession(this).run();
        return 0;
    }

    /** What takes long comes after everything that can be wrong with the options. */
    private void requireValid() throws IOException {
        try {
            new ModelVersion(name, version);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(OptionNames.inMessage(e));
        }
        if (!(developmentShare > 0 && developmentShare < 1)) {
            throw new InvalidInputException(
                    "--dev-share must be above 0 and below 1, but is " + developmentShare + ".");
        }
        if (minimumCount < 1) {
            throw new InvalidInputException("--minimum-count must be at least 1, but is " + minimumCount + ".");
        }
        selection.requireAmong(data);
        if (!(pieces >= 0 && pieces <= 0.5)) {
            throw new InvalidInputException("--pieces must be from 0 to 0.5, but is " + pieces + ".");
        }
        architecture.architecture();
        pretraining.stages(training.settings().seed());
        if (Files.exists(out) && !isEmptyFolder(out)) {
            throw new FileAlreadyExistsException(out.toString());
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
}
