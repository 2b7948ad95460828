package io.sentiment.cli.evaluate;

import io.sentiment.evaluation.BehaviourReport;
import io.sentiment.evaluation.PassRate;
import io.sentiment.model.bundle.ModelVersion;
import java.util.Locale;
import java.util.stream.Collectors;

/** Pass rates of a behavioural suite as text, in percent. */
final class BehaviourTable {

    private BehaviourTable() {}

    static String of(ModelVersion version, BehaviourReport report) {
        return report.rates().entrySet().stream()
                .map(rate -> row(rate.getKey(), rate.getValue()))
                .collect(Collectors.joining("\n", header(version, report), "\n" + row("all", report.rate())));
    }

    private static String header(ModelVersion version, BehaviourReport report) {
        return String.format(
                Locale.ROOT,
                "%s on the behavioural suite %s%n  %-16s %7s   %9s   %s%n",
                version,
                report.suite(),
                "capability",
                "pairs",
                "passed",
                "95 % interval");
    }

    private static String row(String capability, PassRate rate) {
        return String.format(
                Locale.ROOT,
                "  %-16s %7d   %7.2f %%   %.2f to %.2f",
                capability,
                rate.pairs(),
                100 * rate.share(),
                100 * rate.interval().low(),
                100 * rate.interval().high());
    }
}
