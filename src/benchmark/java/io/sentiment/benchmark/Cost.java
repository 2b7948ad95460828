package io.sentiment.benchmark;

import java.util.List;
import java.util.Locale;

/**
 * How many times as long as a prediction of the same text something may take.
 *
 * @param contender what is done with the text
 * @param tokens of the text, as its case ends
 * @param most times as long
 */
record Cost(String contender, String tokens, double most) {

    private static final List<Cost> ALL = List.of(
            new Cost(InspectionSuite.INTEGRATED_GRADIENTS, " 25 tokens", 15),
            new Cost(InspectionSuite.INTEGRATED_GRADIENTS, " 256 tokens", 30),
            new Cost(InspectionSuite.LEAVE_ONE_OUT, " 25 tokens", 15),
            new Cost(InspectionSuite.LEAVE_ONE_OUT, " 256 tokens", 30),
            new Cost(InspectionSuite.TRACE, " 25 tokens", 4),
            new Cost(InspectionSuite.TRACE, " 256 tokens", 4));

    /** A Markdown table of what these measurements tell; empty where they tell nothing. */
    static String table(List<Measurement> measurements) {
        StringBuilder rows = new StringBuilder();
        for (Cost cost : ALL) {
            measurements.stream()
                    .filter(measurement -> measurement.suite().equals("inspection")
                            && measurement.contender().equals(cost.contender)
                            && measurement.workload().endsWith(cost.tokens))
                    .forEach(measurement -> rows.append(String.format(
                            Locale.ROOT,
                            "| %s, %s | %.1f | %.0f |\n",
                            measurement.workload(),
                            cost.contender,
                            measurement.medianMs() / prediction(measurements, measurement.workload()),
                            cost.most)));
        }
        return rows.isEmpty()
                ? ""
                : "### costs\n\n| time, in predictions of the same text | measured | at most |\n|---|---:|---:|\n"
                        + rows;
    }

    private static double prediction(List<Measurement> measurements, String workload) {
        return measurements.stream()
                .filter(measurement -> measurement.workload().equals(workload)
                        && measurement.contender().equals(InspectionSuite.PREDICTION))
                .mapToDouble(Measurement::medianMs)
                .findFirst()
                .orElseThrow();
    }
}
