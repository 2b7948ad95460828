package io.sentiment.training.pipeline;

import io.sentiment.evaluation.BehaviourReport;
import io.sentiment.evaluation.BehaviourSuite;
import io.sentiment.evaluation.DetailedEvaluation;
import io.sentiment.evaluation.PassRate;
import io.sentiment.evaluation.Slices;
import io.sentiment.model.bundle.BundleRows;
import io.sentiment.model.bundle.UncertainBand;
import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.model.card.NewVersion;
import io.sentiment.model.card.NewVersion.Findings;
import io.sentiment.network.Evaluation;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LabelledText;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.engines.TrainingDevice;
import io.sentiment.network.training.TrainingResult;
import io.sentiment.rows.Fingerprints;
import io.sentiment.rows.LabelledRow;
import io.sentiment.text.Encoder;
import io.sentiment.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A network at the end of its training, with all that is known of it. Does not own the network.
 *
 * @param scripts of the texts, as ISO 15924 codes
 * @param vocabulary tokens that the network knows
 * @param trainingRows of the rows that it and its ancestors were trained on
 * @param encoder of that vocabulary
 * @param development the texts that selected the best epoch, by the name of the set
 * @param network with its final weights
 * @param result how the training went
 * @param uncertain the probabilities at which it is not sure, or null where nothing is known of that
 * @param seconds that the training took, over all processes that worked on it
 */
public record TrainedNetwork(
        TrainingPlan plan,
        List<String> scripts,
        Vocabulary vocabulary,
        Fingerprints trainingRows,
        Encoder encoder,
        Map<String, List<LabelledText>> development,
        SentimentNetwork network,
        TrainingResult result,
        @Nullable UncertainBand uncertain,
        double seconds) {

    /**
     * Measures the network on its development texts, on test rows and on the behavioural suites of its languages.
     *
     * @param tests sets of rows that training has never seen, by name
     * @param suites gets what came of each behavioural suite
     * @param device that answers
     */
    public Findings measure(
            Map<String, List<LabelledRow>> tests, Consumer<BehaviourReport> suites, TrainingDevice device) {
        return device.measure(network, engine -> measure(engine, tests, suites));
    }

    private Findings measure(
            InferenceEngine engine, Map<String, List<LabelledRow>> tests, Consumer<BehaviourReport> suites) {
        double threshold = plan.beginning().threshold();
        Map<String, Evaluation> selecting = new TreeMap<>();
        development.forEach((name, set) -> selecting.put(name, Evaluation.of(engine, set, threshold)));
        SortedMap<String, Evaluation> metrics = new TreeMap<>();
        if (selecting.size() > 1) {
            metrics.putAll(selecting);
        }
        metrics.put("development", Evaluation.mean(selecting.values()));
        SortedMap<String, Slices> slices = new TreeMap<>();
        tests.forEach((name, rows) -> {
            List<LabelledText> texts = rows.stream()
                    .map(row -> new LabelledText(encoder.encode(row.text()), row.positive()))
                    .toList();
            DetailedEvaluation details = DetailedEvaluation.of(engine, texts, threshold);
            metrics.put(name, details.evaluation());
            slices.put(name, details.slices());
        });
        SortedMap<String, SortedMap<String, PassRate>> behaviour = new TreeMap<>();
        for (BehaviourSuite suite : BehaviourSuite.ofLanguages(plan.languages())) {
            BehaviourReport outcome = suite.run(engine, encoder, threshold);
            behaviour.put(suite.name(), outcome.rates());
            suites.accept(outcome);
        }
        return new Findings(metrics, slices, behaviour);
    }

    /**
     * Writes the bundle with its model card.
     *
     * @param folder must not exist, or be empty
     * @param dataSets what the network was trained and measured on, besides what made the parent that it began with
     * @param findings what it was measured to do
     * @param measuring rows of its domain for its bundle, on which its successors are measured
     * @throws IOException if a file cannot be written
     */
    public void write(Path folder, List<UsedDataSet> dataSets, Findings findings, List<LabelledRow> measuring)
            throws IOException {
        new NewVersion(
                        plan.version(),
                        plan.languages(),
                        scripts,
                        plan.beginning().tokenizer(),
                        vocabulary,
                        plan.beginning().threshold(),
                        plan.settings(),
                        uncertain,
                        plan.beginning().withDataSets(dataSets),
                        plan.command())
                .write(folder, network, new BundleRows(trainingRows, measuring), result, seconds, findings);
    }
}
