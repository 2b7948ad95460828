package io.sentiment.model.card;

import io.sentiment.evaluation.DetailedEvaluation;
import io.sentiment.evaluation.Interval;
import io.sentiment.evaluation.PassRate;
import io.sentiment.evaluation.Slices;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.model.bundle.UncertainBand;
import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.network.Architecture;
import io.sentiment.network.Evaluation;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The model card of a training: what a stranger needs to know before using the model. */
final class ModelCard {

    private ModelCard() {}

    /** @param slices of the evaluation sets that were looked at so closely, by name */
    static String of(ModelManifest manifest, SortedMap<String, Slices> slices) {
        return String.format(
                Locale.ROOT,
                """
                # %s, version %d

                ## Use

                Tells whether a text is positive or negative, with a probability. Made for texts like those that it was
                trained on; languages: %s; scripts: %s.

                ## Network

                %s tokens in the vocabulary, embedding size %d, %s of %d × %d units%s, pooling %s;
                %s; %,d parameters.

                ## Data

                | data set | use | rows | source, and terms that it states | SHA-256 |
                |---|---|---|---|---|
                %s

                ## Metrics

                Accuracy with its 95 %% interval (Wilson 1927); expected calibration error over 15 bins.

                | evaluated on | rows | accuracy | F1 | ROC AUC | log loss | calibration error |
                |---|---|---|---|---|---|---|
                %s

                ## Uncertain answers

                %s

                ## Behaviour

                %s

                ## Method

                ```
                %s
                ```

                %d epochs in %.0f seconds, of which the best on the development rows was number %d.%s%s

                ## Known failures

                It has only two answers: a text without an opinion gets one of them too, mostly with a probability near one half.
                %sIt has learned the prejudices of its data.

                %s

                ## Unfit uses

                It is not fit for decisions about people, such as who is hired, moderated or served first; nor for texts in
                other languages, texts unlike its data, or texts that weigh several opinions against each other.
                """,
                manifest.model(),
                manifest.version(),
                String.join(", ", manifest.languages()),
                String.join(", ", manifest.scripts()),
                manifest.architecture().vocabularySize(),
                manifest.architecture().embeddingSize(),
                manifest.architecture().cell(),
                manifest.architecture().layers(),
                manifest.architecture().hiddenSize(),
                manifest.architecture().bidirectional() ? " in both directions" : "",
                manifest.architecture().pooling(),
                length(manifest.architecture()),
                manifest.architecture().parameters(),
                manifest.dataSets().stream().map(ModelCard::row).collect(Collectors.joining("\n")),
                manifest.metrics().entrySet().stream().map(ModelCard::row).collect(Collectors.joining("\n")),
                uncertain(manifest.uncertain()),
                behaviour(manifest),
                manifest.training().command(),
                manifest.training().epochs(),
                manifest.training().seconds(),
                manifest.training().bestEpoch(),
                mean(manifest.training().averagedRuns()),
                calibration(manifest.training().temperature()),
                manifest.architecture().carriesState()
                        ? ""
                        : "Of a long text it reads only the beginning and the end. ",
                KnownFailures.of(manifest, slices));
    }

    private static String mean(int runs) {
        return runs == 1
                ? ""
                : String.format(
                        Locale.ROOT,
                        " That is the best of\n%1$d such runs from the same beginning, each with a seed of its own; the weights"
                                + " are the mean of all %1$d.",
                        runs);
    }

    private static String calibration(double temperature) {
        return temperature == 1
                ? ""
                : String.format(
                        Locale.ROOT,
                        " Afterwards the log odds\nof its answers were divided by %.3f, which gave the lowest log loss there"
                                + " (temperature scaling).",
                        temperature);
    }

    private static String length(Architecture architecture) {
        return architecture.carriesState()
                ? "texts of any length, at most " + architecture.maximumLength() + " tokens of each in training"
                : "at most " + architecture.maximumLength() + " tokens of a text";
    }

    private static String uncertain(@Nullable UncertainBand band) {
        if (band == null) {
            return "It is not known at which probabilities it is not sure.";
        }
        return String.format(
                Locale.ROOT,
                """
                It is not sure of probabilities between %.3f and %.3f. Outside, at least %.1f %% of its answers of each label to the
                development rows are right; %.1f %% of these rows have such an answer. How many are wrong of the surest answers
                (El-Yaniv and Wiener 2010):

                | share of the rows | wrong |
                |---|---|
                %s""",
                band.from(),
                band.to(),
                100 * band.accuracy(),
                100 * band.coverage(),
                band.riskCoverage().stream()
                        .map(point -> String.format(
                                Locale.ROOT, "| %.0f %% | %.2f %% |", 100 * point.coverage(), 100 * point.risk()))
                        .collect(Collectors.joining("\n")));
    }

    private static String behaviour(ModelManifest manifest) {
        if (manifest.behaviour().isEmpty()) {
            return "No behavioural suite was run.";
        }
        return manifest.behaviour().entrySet().stream()
                .flatMap(suite -> suite.getValue().entrySet().stream().map(rate -> row(suite.getKey(), rate)))
                .collect(Collectors.joining("\n", """
                        Pairs of texts that differ in one thing, after CheckList (Ribeiro et al. 2020); `evaluate --behaviour` tells
                        more.

                        | suite | capability | pairs | passed |
                        |---|---|---|---|
                        """, ""));
    }

    private static String row(String suite, Map.Entry<String, PassRate> rate) {
        PassRate passed = rate.getValue();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %.2f %% (%.2f to %.2f) |",
                suite,
                rate.getKey(),
                passed.pairs(),
                100 * passed.share(),
                100 * passed.interval().low(),
                100 * passed.interval().high());
    }

    private static String row(UsedDataSet data) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %s | %s |",
                data.name(),
                data.use(),
                data.rows(),
                Objects.requireNonNullElse(data.source(), "not said"),
                data.sha256());
    }

    private static String row(Map.Entry<String, Evaluation> metric) {
        Evaluation evaluation = metric.getValue();
        Interval interval = DetailedEvaluation.accuracyInterval(evaluation);
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.2f %% (%.2f to %.2f) | %.2f %% | %.2f %% | %.4f | %.2f %% |",
                metric.getKey(),
                evaluation.rows(),
                100 * evaluation.accuracy(),
                100 * interval.low(),
                100 * interval.high(),
                100 * evaluation.f1(),
                100 * evaluation.rocAuc(),
                evaluation.logLoss(),
                100 * evaluation.calibrationError());
    }
}
