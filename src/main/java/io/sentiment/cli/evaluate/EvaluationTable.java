package io.sentiment.cli.evaluate;

import io.sentiment.evaluation.Interval;
import io.sentiment.evaluation.PrecisionLoss;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Evaluations as text: shares in percent, the log loss in nats. */
final class EvaluationTable {

    private EvaluationTable() {}

    static String of(List<BundleMeasurement> measurements, boolean slices) {
        List<String> tables = new ArrayList<>();
        for (BundleMeasurement measurement : measurements) {
            ModelVersion version = measurement.bundle().version();
            for (MeasuredModel measured : measurement.sets()) {
                tables.add(of(version, measured));
                if (slices) {
                    tables.add(SliceTable.of(measured.details().slices()));
                }
                if (measured.againstFp32() != null) {
                    tables.add(of(measured.againstFp32()));
                }
            }
            measurement.behaviours().forEach(report -> tables.add(BehaviourTable.of(version, report)));
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

    private static String of(ModelVersion version, MeasuredModel measured) {
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
}
