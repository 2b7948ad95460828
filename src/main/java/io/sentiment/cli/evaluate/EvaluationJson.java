package io.sentiment.cli.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sentiment.evaluation.BehaviourReport;
import io.sentiment.evaluation.BehaviourSuite.Pair;
import io.sentiment.evaluation.Interval;
import io.sentiment.evaluation.PassRate;
import io.sentiment.evaluation.PrecisionLoss;
import io.sentiment.evaluation.Slices;
import io.sentiment.inspection.DeletionCurves;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code evaluate --json} prints.
 *
 * @param evaluations one for each bundle and file
 * @param behaviours one for each bundle and suite
 * @param explanations one for each bundle, where they were measured
 */
record EvaluationJson(
        List<OfData> evaluations,
        List<OfSuite> behaviours,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OfExplanations> explanations) {

    /** A bundle on a file. */
    record OfData(
            String model,
            int version,
            String data,
            @JsonUnwrapped Evaluation evaluation,
            Interval accuracyInterval,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Slices slices,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            PrecisionLoss againstFp32) {}

    /** A bundle on a behavioural suite. */
    record OfSuite(
            String model,
            int version,
            String suite,
            Map<String, Rate> capabilities,
            Rate all,
            List<Failure> failures) {}

    /** Deletion curves of a bundle on a file. */
    record OfExplanations(
            String model,
            int version,
            String data,
            @JsonUnwrapped DeletionCurves curves) {}

    /** A pass rate as a share, with its interval. */
    record Rate(int pairs, int passed, double rate, Interval interval) {

        static Rate of(PassRate rate) {
            return new Rate(rate.pairs(), rate.passed(), rate.share(), rate.interval());
        }
    }

    /** A pair that the model did not pass, with its probabilities of being positive. */
    record Failure(Pair pair, float firstPositive, float secondPositive) {}

    static EvaluationJson of(List<BundleMeasurement> measurements, boolean slices) {
        return new EvaluationJson(
                measurements.stream()
                        .flatMap(measurement -> measurement.sets().stream()
                                .map(measured -> of(measurement.bundle().version(), measured, slices)))
                        .toList(),
                measurements.stream()
                        .flatMap(measurement -> measurement.behaviours().stream()
                                .map(report -> of(measurement.bundle().version(), report)))
                        .toList(),
                measurements.stream().flatMap(EvaluationJson::explanations).toList());
    }

    private static Stream<OfExplanations> explanations(BundleMeasurement measurement) {
        ModelVersion version = measurement.bundle().version();
        return Stream.ofNullable(measurement.explanations())
                .map(measured ->
                        new OfExplanations(version.model(), version.version(), measured.data(), measured.curves()));
    }

    private static OfData of(ModelVersion version, BundleMeasurement.OfData measured, boolean slices) {
        return new OfData(
                version.model(),
                version.version(),
                measured.data(),
                measured.details().evaluation(),
                measured.details().accuracyInterval(),
                slices ? measured.details().slices() : null,
                measured.againstFp32());
    }

    private static OfSuite of(ModelVersion version, BehaviourReport report) {
        Map<String, Rate> capabilities = new TreeMap<>();
        report.rates().forEach((capability, rate) -> capabilities.put(capability, Rate.of(rate)));
        return new OfSuite(
                version.model(),
                version.version(),
                report.suite(),
                capabilities,
                Rate.of(report.rate()),
                report.failures().stream()
                        .map(failure -> new Failure(failure.pair(), failure.first(), failure.second()))
                        .toList());
    }
}
