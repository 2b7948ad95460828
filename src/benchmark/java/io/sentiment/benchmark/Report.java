package io.sentiment.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What was measured so far, told as it comes. */
public final class Report {

    private final PrintStream progress;
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /** @param progress shows each measurement at once */
    Report(PrintStream progress) {
        this.progress = progress;
    }

    /** Records a measurement. */
    public void add(Measurement measurement) {
        measurements.add(measurement);
        progress.printf(
                Locale.ROOT,
                "%-9s %-22s %-24s %10.3f ms %10.1f rows/s%n",
                measurement.suite(),
                measurement.workload(),
                measurement.contender(),
                measurement.medianMs(),
                measurement.rowsPerSecond());
    }

    /** Records what a reader must know to judge the figures: one sentence in Markdown. */
    public void remark(String sentence) {
        remarks.add(sentence);
        progress.println(sentence);
    }

    List<Measurement> measurements() {
        return List.copyOf(measurements);
    }

    /** Everything as Markdown: the machine, a table for each suite, the ratios, the costs, the remarks. */
    String toMarkdown() {
        StringBuilder text = new StringBuilder(Machine.describe()).append('\n');
        measurements.stream()
                .map(Measurement::suite)
                .distinct()
                .forEach(suite -> text.append(new SuiteTable(
                                suite,
                                measurements.stream()
                                        .filter(measurement ->
                                                measurement.suite().equals(suite))
                                        .toList()))
                        .append('\n'));
        text.append(Target.table(measurements));
        String costs = Cost.table(measurements);
        text.append(costs.isEmpty() ? "" : "\n" + costs);
        remarks.forEach(remark -> text.append("\n- ").append(remark));
        return text.append('\n').toString();
    }

    /** Writes {@code results.json} and {@code report.md}. */
    void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        json.writeValue(folder.resolve("results.json"), measurements);
        Files.writeString(folder.resolve("report.md"), toMarkdown());
    }

    /** The measurement of one contender in one case, or null if it was not made. */
    @Nullable
    Measurement find(String suite, String workload, String contender) {
        return measurements.stream()
                .filter(measurement -> measurement.suite().equals(suite)
                        && measurement.workload().equals(workload)
                        && measurement.contender().equals(contender))
                .findFirst()
                .orElse(null);
    }
}
