package io.sentiment.cli.evaluate;

import io.sentiment.evaluation.BehaviourReport;
import io.sentiment.evaluation.Interval;
import io.sentiment.evaluation.PassRate;
import io.sentiment.evaluation.PrecisionLoss;
import io.sentiment.evaluation.Slices.Slice;
import io.sentiment.inspection.DeletionCurves;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Evaluations as text: shares in percent, the log loss in nats. */
final class EvaluationTable {

    private EvaluationTable() {}

    static String of(List<BundleMeasurement> measurements, boolean slices) {
        List<String> tables = new ArrayList<>();
        for (BundleMeasurement measurement : measurements) {
            ModelVersion version = measurement.bundle().version();
            for (BundleMeasurement.OfData measured : measurement.sets()) {
                tables.add(of(version, measured));
                if (slices) {
                    tables.add(of("tokens", measured.details().slices().byLength()));
                    tables.add(of("unknown tokens", measured.details().slices().byUnknownTokens()));
                }
                if (measured.againstFp32() != null) {
                    tables.add(of(measured.againstFp32()));
                }
            }
            measurement.behaviours().forEach(report -> tables.add(of(version, report)));
            if (measurement.explanations() != null) {
                tables.add(of(version, measurement.explanations()));
            }
        }
        return String.join("\n\n", tables);
    }

    private static String of(PrecisionLoss loss) {
        return String.format(
                Locale.ROOT, """
                against fp32
                  accuracy lost                %6.2f points
                  labels changed               %6.2f %%
                  largest difference           %6.4f""", 100 * loss.accuracyLost(), 100 * loss.labelsChanged(), loss.largestDifference());
    }

    private static String of(ModelVersion version, BundleMeasurement.OfData measured) {
        Evaluation evaluation = measured.details().evaluation();
        Interval interval = measured.details().accuracyInterval();
        Evaluation.Confusion confusion = evaluation.confusion();
        return String.format(
                Locale.ROOT,
                """
                %s on the %d rows of %s
                  accuracy                     %6.2f %%   (95 %% interval %.2f to %.2f)
                  precision                    %6.2f %%
                  recall                       %6.2f %%
                  F1                           %6.2f %%
                  ROC AUC                      %6.2f %%
                  log loss                     %6.4f
                  expected calibration error   %6.2f %%   (15 bins)

                                  called positive   called negative
                  positive texts  %15d   %15d
                  negative texts  %15d   %15d""",
                version,
                evaluation.rows(),
                measured.data(),
                100 * evaluation.accuracy(),
                100 * interval.low(),
                100 * interval.high(),
                100 * evaluation.precision(),
                100 * evaluation.recall(),
                100 * evaluation.f1(),
                100 * evaluation.rocAuc(),
                evaluation.logLoss(),
                100 * evaluation.calibrationError(),
                confusion.truePositives(),
                confusion.falseNegatives(),
                confusion.falsePositives(),
                confusion.trueNegatives());
    }

    private static String of(String title, List<Slice> slices) {
        return Stream.concat(
                        Stream.of(header(title, "rows", "accuracy")),
                        slices.stream()
                                .map(slice -> row(slice.name(), slice.rows(), slice.accuracy(), slice.interval())))
                .collect(Collectors.joining("\n"));
    }

    private static String of(ModelVersion version, BehaviourReport report) {
        Stream<String> rates = report.rates().entrySet().stream().map(rate -> row(rate.getKey(), rate.getValue()));
        return Stream.of(
                        Stream.of(version + " on the behavioural suite " + report.suite()),
                        Stream.of(header("capability", "pairs", "passed")),
                        rates,
                        Stream.of(row("all", report.rate())))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private static String of(ModelVersion version, BundleMeasurement.OfExplanations explanations) {
        DeletionCurves curves = explanations.curves();
        String counts = curves.deleted().stream()
                .map(count -> String.format(Locale.ROOT, "%7d", count))
                .collect(Collectors.joining());
        Stream<String> orders = curves.orders().entrySet().stream()
                .map(order -> String.format(Locale.ROOT, "  %-22s", order.getKey())
                        + order.getValue().stream()
                                .map(fall -> String.format(Locale.ROOT, "%7.3f", fall))
                                .collect(Collectors.joining()));
        return Stream.concat(
                        Stream.of(
                                version + " on " + curves.texts() + " texts of " + explanations.data()
                                        + ", the mean fall of the predicted label's probability",
                                String.format(Locale.ROOT, "  %-22s", "words deleted") + counts),
                        orders)
                .collect(Collectors.joining("\n"));
    }

    private static String header(String name, String count, String share) {
        return String.format(Locale.ROOT, "  %-16s %7s   %9s   %s", name, count, share, "95 % interval");
    }

    private static String row(String name, PassRate rate) {
        return row(name, rate.pairs(), rate.share(), rate.interval());
    }

    private static String row(String name, int count, double share, Interval interval) {
        return String.format(
                Locale.ROOT,
                "  %-16s %7d   %7.2f %%   %.2f to %.2f",
                name,
                count,
                100 * share,
                100 * interval.low(),
                100 * interval.high());
    }
}
