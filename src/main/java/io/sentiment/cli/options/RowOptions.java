package io.sentiment.cli.options;

import io.sentiment.rows.UnusableRow;
import io.sentiment.rows.file.DataFile;
import io.sentiment.rows.file.DataSet;
import io.sentiment.rows.file.Labels;
import io.sentiment.rows.file.Labels.Meaning;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * How labelled data is read: what its labels mean, and what happens when it has rows that cannot be used: each is reported,
 * and the command refuses or skips.
 */
public final class RowOptions {

    /** A file of another kind would fill the screen. */
    private static final int REPORTED_ROWS = 100;

    @Option(
            names = "--skip-unusable-rows",
            description = "Report rows that cannot be used and go on without them, instead of refusing the data.")
    private boolean skip;

    @Option(
            names = "--label",
            paramLabel = "LABEL=MEANING",
            arity = "1..*",
            description = "What a label means: positive, negative, or ignore to pass over its rows, such as 5=positive"
                    + " 4=positive 3=ignore 2=negative 1=negative. No other labels are known then.")
    private List<String> meanings = List.of();

    /**
     * Checks the options before anything is read.
     *
     * @throws InvalidInputException if an option has a value that it cannot have
     */
    public void requireValid() {
        labels();
    }

    /**
     * Reads files, and reports what they were read as unless their names promise it.
     *
     * @throws InvalidInputException if there are unusable rows and nobody said that they may be skipped
     */
    public DataSet read(List<Path> files, PrintWriter report) {
        List<UnusableRow> unusable = new ArrayList<>();
        DataSet data = DataSet.read(files, labels(), unusable::add);
        for (int index = 0; index < files.size(); index++) {
            report(files.get(index), data.files().get(index), report);
        }
        unusable.stream().limit(REPORTED_ROWS).forEach(report::println);
        if (unusable.size() > REPORTED_ROWS) {
            report.println("… and " + (unusable.size() - REPORTED_ROWS) + " more.");
        }
        if (!unusable.isEmpty() && !skip) {
            throw new InvalidInputException("The data has " + count(unusable.size())
                    + " that cannot be used; correct the data, or go on without with --skip-unusable-rows.");
        }
        return data;
    }

    /** Prints at most one line for a file. */
    public static void report(Path path, DataFile file, PrintWriter report) {
        if (!file.reading().isExpected() || file.reading().ignored() > 0) {
            String ignored = file.reading().ignored() == 0
                    ? ""
                    : "; passed over " + count(file.reading().ignored()) + " whose labels are to be ignored";
            report.println("Read " + path + " as " + file.reading().how() + ignored + ".");
        }
    }

    private Labels labels() {
        Map<String, Meaning> labels = new LinkedHashMap<>();
        try {
            for (String word : meanings) {
                int sign = word.lastIndexOf('=');
                if (sign < 0) {
                    throw new InvalidInputException(
                            "--label needs a label and what it means, such as 5=positive, but is '" + word + "'.");
                }
                if (labels.put(word.substring(0, sign), Meaning.ofLabel(word.substring(sign + 1))) != null) {
                    throw new InvalidInputException("--label names '" + word.substring(0, sign) + "' twice.");
                }
            }
            return Labels.of(labels);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(e);
        }
    }

    private static String count(long rows) {
        return rows == 1 ? "1 row" : rows + " rows";
    }
}
