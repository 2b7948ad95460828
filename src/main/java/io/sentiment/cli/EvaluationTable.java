package io.sentiment.cli;

import io.sentiment.model.ModelVersion;
import io.sentiment.network.Evaluation;
import io.sentiment.network.PrecisionLoss;
import java.util.Locale;

/** An evaluation as text: shares in percent, the log loss in nats. */
final class EvaluationTable {

    private EvaluationTable() {}

    static String of(ModelVersion version, MeasuredModel measured) {
        PrecisionLoss loss = measured.againstFp32();
        return loss == null
                ? of(version, measured.evaluation())
                : of(version, measured.evaluation()) + "\n\n" + of(loss);
    }

    private static String of(PrecisionLoss loss) {
        return String.format(
                Locale.ROOT, """
                against fp32
                  accuracy lost                %6.2f points
                  labels changed               %6.2f %%
                  largest difference           %6.4f""", 100 * loss.accuracyLost(), 100 * loss.labelsChanged(), loss.largestDifference());
    }

    private static String of(ModelVersion version, Evaluation evaluation) {
        Evaluation.Confusion confusion = evaluation.confusion();
        return String.format(
                Locale.ROOT,
                """
                %s on %d rows
                  accuracy                     %6.2f %%
                  precision                    %6.2f %%
                  recall                       %6.2f %%
                  F1                           %6.2f %%
                  ROC AUC                      %6.2f %%
                  log loss                     %6.4f
                  expected calibration error   %6.2f %%

                                  called positive   called negative
                  positive texts  %15d   %15d
                  negative texts  %15d   %15d""",
                version,
                evaluation.rows(),
                100 * evaluation.accuracy(),
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
