package io.sentiment.model.card;

import io.sentiment.evaluation.PassRate;
import io.sentiment.evaluation.Slices;
import io.sentiment.model.bundle.BundleRows;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.TrainingRun;
import io.sentiment.model.bundle.UncertainBand;
import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.network.Evaluation;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.training.TrainingResult;
import io.sentiment.text.TokenizerSettings;
import io.sentiment.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A version that is being trained: everything about it but its weights and what they give. Immutable.
 *
 * @param version model and number
 * @param languages of the texts, as BCP 47 tags
 * @param scripts of the texts, as ISO 15924 codes
 * @param tokenizer what cut the texts into tokens
 * @param vocabulary tokens that the network knows
 * @param threshold probability from which a text is called positive
 * @param settings how it is trained
 * @param uncertain the probabilities at which it is not sure, or null where nothing is known of that
 * @param dataSets what it is trained and measured on
 * @param command the command line that repeats the training, or a sentence that says what did it
 */
public record NewVersion(
        ModelVersion version,
        List<String> languages,
        List<String> scripts,
        TokenizerSettings tokenizer,
        Vocabulary vocabulary,
        double threshold,
        TrainingSettings settings,
        @Nullable UncertainBand uncertain,
        List<UsedDataSet> dataSets,
        String command) {

    /** The threshold of a version that nobody has chosen another one for. */
    public static final double EVEN_THRESHOLD = 0.5;

    /** Copies the lists. */
    public NewVersion {
        languages = List.copyOf(languages);
        scripts = List.copyOf(scripts);
        dataSets = List.copyOf(dataSets);
    }

    /**
     * Writes the bundle, with manifest and model card.
     *
     * @param folder must not exist, or be empty
     * @param network with its final weights
     * @param rows that it was trained on, and that its successors are measured on
     * @param seconds that the training took
     * @param findings what the network was measured to do
     * @throws IOException if a file cannot be written
     */
    public void write(
            Path folder,
            SentimentNetwork network,
            BundleRows rows,
            TrainingResult result,
            double seconds,
            Findings findings)
            throws IOException {
        ModelManifest manifest = new ModelManifest(
                ModelManifest.FORMAT_VERSION,
                version.model(),
                version.version(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                languages,
                scripts,
                network.architecture(),
                tokenizer,
                threshold,
                new TrainingRun(
                        settings,
                        result.epochs().size(),
                        result.best().epoch(),
                        seconds,
                        command,
                        result.temperature(),
                        result.averagedRuns()),
                dataSets,
                findings.metrics(),
                findings.behaviour(),
                uncertain,
                new TreeMap<>());
        ModelBundle.write(folder, manifest, network, vocabulary, ModelCard.of(manifest, findings.slices()), rows);
    }

    /**
     * What a new version was measured to do. Immutable.
     *
     * @param metrics by the name of the evaluation set
     * @param slices of the evaluation sets that were looked at so closely, by name
     * @param behaviour pass rates by the name of the behavioural suite, then by capability
     */
    public record Findings(
            SortedMap<String, Evaluation> metrics,
            SortedMap<String, Slices> slices,
            SortedMap<String, SortedMap<String, PassRate>> behaviour) {

        /** Copies the maps. */
        public Findings {
            metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
            slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
            behaviour = Collections.unmodifiableSortedMap(new TreeMap<>(behaviour));
        }

        /** Metrics, without slices and behavioural suites. */
        public static Findings of(SortedMap<String, Evaluation> metrics) {
            return new Findings(metrics, new TreeMap<>(), new TreeMap<>());
        }
    }
}
