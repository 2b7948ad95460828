package io.sentiment.cli.options;

import io.sentiment.rows.UnusableRow;
import io.sentiment.rows.file.DataSet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What happens when labelled data has rows that cannot be used: each is reported, and the command refuses or skips. */
public final class UnusableRowPolicy {

    /** A file of another kind would fill the screen. */
    private static final int REPORTED_ROWS = 100;

    @Option(
            names = "--skip-unusable-rows",
            description = "Report rows that cannot be used and go on without them, instead of refusing the data.")
    private boolean skip;

    public DataSet read(List<Path> files, PrintWriter report) {
        List<UnusableRow> unusable = new ArrayList<>();
        DataSet data = DataSet.read(files, unusable::add);
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

    private static String count(int rows) {
        return rows == 1 ? "1 row" : rows + " rows";
    }
}
