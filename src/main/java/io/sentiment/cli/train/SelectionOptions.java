package io.sentiment.cli.train;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What else is done with development rows. */
final class SelectionOptions {

    /** Fewer rows say too little about one number. */
    private static final int ROWS_TO_CALIBRATE = 200;

    @Option(
            names = "--hold-out",
            paramLabel = "FILE=ROWS",
            arity = "1..*",
            description = "Hold out that many rows of a --data file as development rows, besides those of --dev.")
    private Map<Path, Integer> heldOut = new TreeMap<>();

    @Option(
            names = "--calibrate",
            negatable = true,
            description =
                    "Fit a temperature to the development rows after training, so that probabilities mean what they"
                            + " say; done by default if there are at least " + ROWS_TO_CALIBRATE + " of them.")
    private @Nullable Boolean calibrate;

    boolean holdsOut() {
        return !heldOut.isEmpty();
    }

    boolean calibrates(int developmentRows) {
        return calibrate == null ? developmentRows >= ROWS_TO_CALIBRATE : calibrate;
    }

    /** @throws InvalidInputException if rows of other files are to be held out */
    void requireAmong(List<Path> data) {
        for (Path file : heldOut.keySet()) {
            if (!data.contains(file)) {
                throw new InvalidInputException("--hold-out names " + file
                        + ", which is not among the files of --data: write it in the same way.");
            }
        }
    }

    /** Splits the rows of a file: its training rows are all of them where nothing is held out. */
    Split split(Path file, List<LabelledRow> rows, long seed) {
        Integer count = heldOut.get(file);
        if (count == null) {
            return new Split(rows, List.of());
        }
        if (count < 1 || count >= rows.size()) {
            throw new InvalidInputException("--hold-out must leave rows of " + file
                    + " to train on: hold out from 1 to " + (rows.size() - 1) + " instead of " + count + ".");
        }
        return Split.stratified(rows, (double) count / rows.size(), seed);
    }
}
