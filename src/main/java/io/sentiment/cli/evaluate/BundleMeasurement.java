package io.sentiment.cli.evaluate;

import io.sentiment.cli.options.EngineOptions;
import io.sentiment.cli.options.EvaluationSet;
import io.sentiment.evaluation.BehaviourReport;
import io.sentiment.evaluation.BehaviourSuite;
import io.sentiment.evaluation.DetailedEvaluation;
import io.sentiment.evaluation.PrecisionLoss;
import io.sentiment.inspection.DeletionCurves;
import io.sentiment.inspection.TextExplainer;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.InferenceEngine;
import io.sentiment.rows.LabelledRow;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code evaluate} finds about one bundle.
 *
 * @param name that no other bundle of the call has
 * @param sets what was measured, in the order of the files
 * @param behaviours in the order of the suites
 * @param explanations how good explanations are, where they were measured
 */
record BundleMeasurement(
        String name,
        ModelBundle bundle,
        List<OfData> sets,
        List<BehaviourReport> behaviours,
        @Nullable OfExplanations explanations) {

    static BundleMeasurement of(
            String name,
            ModelBundle bundle,
            EngineOptions engines,
            List<EvaluationSet> sets,
            List<BehaviourSuite> suites,
            @Nullable EvaluationSet explained) {
        double threshold = bundle.manifest().threshold();
        Encoder encoder = bundle.encoder();
        List<List<EncodedText>> texts =
                sets.stream().map(set -> set.encode(encoder)).toList();
        List<float[]> probabilities;
        List<BehaviourReport> behaviours;
        @Nullable OfExplanations explanations;
        try (InferenceEngine engine = engines.open(bundle)) {
            probabilities = predict(engine, texts);
            behaviours = suites.stream()
                    .map(suite -> suite.run(engine, encoder, threshold))
                    .toList();
            explanations = explained == null ? null : OfExplanations.of(bundle, engine, explained);
        }
        List<float[]> exact = engines.computesInSinglePrecision() ? probabilities : exact(bundle, texts);
        List<OfData> measured = new ArrayList<>();
        for (int index = 0; index < sets.size(); index++) {
            float[] given = probabilities.get(index);
            float[] compared = exact.get(index);
            boolean[] labels = sets.get(index).labels();
            measured.add(new OfData(
                    sets.get(index).name(),
                    DetailedEvaluation.of(texts.get(index), given, labels, threshold),
                    given == compared ? null : PrecisionLoss.of(compared, given, labels, threshold)));
        }
        return new BundleMeasurement(name, bundle, measured, behaviours, explanations);
    }

    private static List<float[]> exact(ModelBundle bundle, List<List<EncodedText>> texts) {
        try (InferenceEngine engine = new EngineOptions().open(bundle)) {
            return predict(engine, texts);
        }
    }

    private static List<float[]> predict(InferenceEngine engine, List<List<EncodedText>> texts) {
        return texts.stream().map(set -> engine.predictAll(set)).toList();
    }

    /**
     * What is found on one file.
     *
     * @param data name of the file
     * @param againstFp32 what a lower precision gives up, where one was asked for
     */
    record OfData(
            String data,
            DetailedEvaluation details,
            @Nullable PrecisionLoss againstFp32) {}

    /**
     * How good explanations are on one file.
     *
     * @param data name of the file
     */
    record OfExplanations(String data, DeletionCurves curves) {

        private static OfExplanations of(ModelBundle bundle, InferenceEngine engine, EvaluationSet set) {
            List<String> texts = set.rows().stream().map(LabelledRow::text).toList();
            try (TextExplainer explainer = new TextExplainer(bundle)) {
                return new OfExplanations(set.name(), DeletionCurves.of(explainer, engine, texts));
            }
        }
    }
}
