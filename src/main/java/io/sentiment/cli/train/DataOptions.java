package io.sentiment.cli.train;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.cli.options.RowOptions;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.RowSample;
import io.sentiment.rows.Split;
import io.sentiment.rows.file.DataSet;
import io.sentiment.training.pipeline.TrainingPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which rows to train on, to select the best epoch by, and to measure on. */
final class DataOptions {

    /** Fewer rows say too little about one number. */
    private static final int ROWS_TO_CALIBRATE = 200;

    private static final int MOST_REPEATS = 10;

    @Option(names = "--data", paramLabel = "FILE", required = true, arity = "1..*", description = "Training rows.")
    private List<Path> training = List.of();

    @Option(
            names = "--dev",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Development rows, which select the best epoch: the one with the lowest mean of the files' log"
                            + " losses, after calibration where one follows; a share of the training rows if left"
                            + " out.")
    private List<Path> development = List.of();

    @Option(
            names = "--test",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Rows to measure the finished model on, each file by itself; training never sees them.")
    private List<Path> tests = List.of();

    @Option(
            names = "--measuring-rows",
            paramLabel = "FILE",
            description =
                    "Rows of the model's domain for its bundle: retrainings are measured on some of them too, and they"
                            + " go wherever the bundle goes; some of the development rows if left out.")
    private @Nullable Path measuring;

    @Option(
            names = "--dev-share",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description =
                    "Share of the training rows that is held out when there is neither --dev nor --hold-out; default"
                            + " ${DEFAULT-VALUE}.")
    private double developmentShare;

    @Option(
            names = "--hold-out",
            paramLabel = "FILE=ROWS",
            arity = "1..*",
            description = "Hold out that many rows of a --data file as development rows, besides those of --dev.")
    private Map<Path, Integer> heldOut = new TreeMap<>();

    @Option(
            names = "--cap",
            paramLabel = "FILE=ROWS",
            arity = "1..*",
            description =
                    "Train on that many rows of a --data file at most, as evenly from both labels as there are rows.")
    private Map<Path, Integer> caps = new TreeMap<>();

    @Option(
            names = "--repeat",
            paramLabel = "FILE=TIMES",
            arity = "1..*",
            description =
                    "Read each training row of a --data file that many times in a pass, so that a small file counts "
                            + "for more; from 2 to " + MOST_REPEATS + ".")
    private Map<Path, Integer> repeats = new TreeMap<>();

    @Option(
            names = "--calibrate",
            negatable = true,
            description =
                    "Fit a temperature to the development rows after training, so that probabilities mean what they"
                            + " say; done by default if there are at least " + ROWS_TO_CALIBRATE + " of them.")
    private @Nullable Boolean calibrate;

    @Option(
            names = "--certain-accuracy",
            paramLabel = "SHARE",
            defaultValue = "" + TrainingPlan.CERTAIN_ACCURACY,
            description =
                    "Find the band of probabilities outside of which this share of the answers to the development rows is"
                            + " right; the model says of answers inside that they are uncertain; default"
                            + " ${DEFAULT-VALUE}, 0 for no band.")
    private double certainAccuracy;

    @Option(
            names = "--sources",
            paramLabel = "FILE",
            description =
                    "Where data sets come from and on which terms, for manifest and card: a line each, the name that"
                            + " the card gives it, a tab, and what to say.")
    private @Nullable Path sources;

    @Mixin
    private RowOptions rows = new RowOptions();

    /** @throws InvalidInputException if an option has a value that it cannot have */
    void requireValid() {
        rows.requireValid();
        if (!(developmentShare > 0 && developmentShare < 1)) {
            throw new InvalidInputException(
                    "--dev-share must be above 0 and below 1, but is " + developmentShare + ".");
        }
        if (certainAccuracy != 0 && !(certainAccuracy >= 0.5 && certainAccuracy <= 0.999)) {
            throw new InvalidInputException(
                    "--certain-accuracy must be from 0.5 to 0.999, or 0 for none, but is " + certainAccuracy + ".");
        }
        requireOfData("--hold-out", heldOut, rows -> rows >= 1, "at least 1 row");
        requireOfData("--cap", caps, rows -> rows >= 2, "at least 2 rows");
        requireOfData(
                "--repeat",
                repeats,
                times -> times >= 2 && times <= MOST_REPEATS,
                "from 2 to " + MOST_REPEATS + " times");
    }

    /**
     * Checks the values that an option gives files of {@code --data}.
     *
     * @param range what is valid, in words that follow "must be"
     * @throws InvalidInputException if a file is none of them, or its value is not valid
     */
    <N> void requireOfData(String option, Map<Path, N> values, Predicate<N> valid, String range) {
        values.forEach((file, value) -> {
            if (!training.contains(file)) {
                throw new InvalidInputException(option + " names " + file
                        + ", which is not among the files of --data: write it in the same way.");
            }
            if (!valid.test(value)) {
                throw new InvalidInputException(
                        option + " must be " + range + " for " + file + ", but is " + value + ".");
            }
        });
    }

    List<Path> training() {
        return training;
    }

    List<Path> development() {
        return development;
    }

    List<Path> tests() {
        return tests;
    }

    @Nullable
    Path measuring() {
        return measuring;
    }

    DataSources sources() {
        return sources == null ? DataSources.NONE : DataSources.read(sources);
    }

    DataSet read(List<Path> files, PrintWriter report) {
        return rows.read(files, report);
    }

    boolean calibrates(int developmentRows) {
        return calibrate == null ? developmentRows >= ROWS_TO_CALIBRATE : calibrate;
    }

    double certainAccuracy() {
        return certainAccuracy;
    }

    /** Whether development rows are a share of all training rows, because nobody named any. */
    boolean holdsOutAShare() {
        return development.isEmpty() && heldOut.isEmpty();
    }

    /** What is trained on of the training rows of a file: all of them, once, where nobody capped or repeated it. */
    List<LabelledRow> taken(Path file, List<LabelledRow> rows) {
        List<LabelledRow> capped = RowSample.balanced(rows, caps.getOrDefault(file, Integer.MAX_VALUE));
        return Collections.nCopies(repeats.getOrDefault(file, 1), capped).stream()
                .flatMap(List::stream)
                .toList();
    }

    /** Holds out the share of all training rows. */
    Split split(List<LabelledRow> rows, long seed) {
        return Split.stratified(rows, developmentShare, seed);
    }

    /** Splits the rows of a file: its training rows are all of them where nothing is held out. */
    Split split(Path file, List<LabelledRow> rows, long seed) {
        Integer count = heldOut.get(file);
        if (count == null) {
            return new Split(rows, List.of());
        }
        if (count >= rows.size()) {
            throw new InvalidInputException("--hold-out must leave rows of " + file
                    + " to train on: hold out from 1 to " + (rows.size() - 1) + " instead of " + count + ".");
        }
        return Split.stratified(rows, (double) count / rows.size(), seed);
    }
}
