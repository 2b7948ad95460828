package io.sentiment.benchmark;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The measurements of a suite as a Markdown table. */
record SuiteTable(String suite, List<Measurement> measurements) {

    @Override
    public String toString() {
        boolean requests = measurements.stream().anyMatch(measurement -> measurement.p95Ms() != null);
        StringBuilder text = new StringBuilder("### ").append(suite).append("\n\n");
        text.append("| case | contender | median ms |").append(requests ? " p95 ms | p99 ms |" : "");
        text.append(" rows/s | max. difference |\n|---|---|---:|").append(requests ? "---:|---:|" : "");
        text.append("---:|---:|\n");
        for (Measurement measurement : measurements) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f |",
                    measurement.workload(),
                    measurement.contender(),
                    measurement.medianMs()));
            if (requests) {
                text.append(cell(measurement.p95Ms())).append(cell(measurement.p99Ms()));
            }
            text.append(String.format(
                    Locale.ROOT, " %,.1f | %.1e |\n", measurement.rowsPerSecond(), measurement.maxDifference()));
        }
        return text.toString();
    }

    private static String cell(@Nullable Double milliseconds) {
        return milliseconds == null ? " |" : String.format(Locale.ROOT, " %.2f |", milliseconds);
    }
}
