package io.sentiment.cli;

import io.sentiment.training.LabelledRow;
import io.sentiment.training.SeenRows;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What training rows and evaluated ones have in common. Training rows that resemble development rows are dropped, since
 * these select the best epoch. Published figures are measured with test rows that resemble training rows, so those stay,
 * and whoever reads the figures should know of them.
 */
final class Overlap {

    private final SeenRows development;
    private final Map<String, SeenRows> tests = new LinkedHashMap<>();
    private int dropped;

    Overlap(List<LabelledRow> development, Map<String, List<LabelledRow>> tests) {
        this.development = new SeenRows(development);
        tests.forEach((name, rows) -> this.tests.put(name, new SeenRows(rows)));
    }

    /** The training rows that no development row resembles, in their order. */
    List<LabelledRow> learnable(List<LabelledRow> training) {
        List<LabelledRow> learnable = SeenRows.show(training, List.of(development), tests.values());
        dropped += training.size() - learnable.size();
        return learnable;
    }

    /** One line for the development rows and one for each test set. */
    void report(PrintWriter report) {
        report.printf("Dropped %d training rows that resemble development rows.%n", dropped);
        tests.forEach((name, rows) -> report.println(sentence(name, rows)));
    }

    static String sentence(String name, SeenRows rows) {
        return String.format(
                "%d rows of %s have the text of a training row, and %d others resemble one.",
                rows.same(), name, rows.similar());
    }
}
