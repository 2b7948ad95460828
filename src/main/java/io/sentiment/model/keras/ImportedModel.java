package io.sentiment.model.keras;

import io.sentiment.model.bundle.BundleRows;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.TrainingRun;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.NetworkSummary;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import io.sentiment.text.Scripts;
import io.sentiment.text.Tokenizer;
import io.sentiment.text.TokenizerSettings;
import io.sentiment.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * A network of Keras with its vocabulary, as a bundle holds them. Immutable.
 *
 * @param weights with the ids of the bundle
 * @param vocabulary of the bundle
 * @param tokenizer that reads texts as Keras does
 * @param summary the layers with Keras' own figures
 * @param kerasVersion that wrote the file; empty where it does not say
 * @param notes what the user should know, a sentence each
 */
public record ImportedModel(
        NetworkWeights weights,
        Vocabulary vocabulary,
        TokenizerSettings tokenizer,
        NetworkSummary summary,
        String kerasVersion,
        List<String> notes) {

    /** Probabilities of two programs that compute in single precision differ by less. */
    public static final double TOLERANCE = 1e-4;

    /** Copies the list. */
    public ImportedModel {
        notes = List.copyOf(notes);
    }

    /** The probabilities that texts are positive, by DL4J. */
    public float[] probabilities(List<String> texts) {
        Encoder encoder = new Encoder(
                new Tokenizer(tokenizer), vocabulary, weights.architecture().readableTokens());
        List<EncodedText> encoded = texts.stream().map(encoder::encode).toList();
        try (InferenceEngine engine = new Dl4jEngine(network())) {
            return engine.predictAll(encoded);
        }
    }

    /**
     * Compares the probabilities with those that Keras gives.
     *
     * @throws UnusableKerasFileException with the text, if one is farther than {@value #TOLERANCE} from what is expected
     */
    public void verify(List<ExpectedProbability> expected) {
        float[] found =
                probabilities(expected.stream().map(ExpectedProbability::text).toList());
        for (int index = 0; index < found.length; index++) {
            ExpectedProbability wanted = expected.get(index);
            if (!(Math.abs(found[index] - wanted.positive()) <= TOLERANCE)) {
                throw new UnusableKerasFileException(String.format(
                        Locale.ROOT,
                        "The network gives \"%s\" %.6f, but %.6f is expected: see that vocabulary, padding, truncating and"
                                + " the positive label are those of its training.",
                        wanted.text(),
                        found[index],
                        wanted.positive()));
            }
        }
    }

    /**
     * Writes a bundle.
     *
     * @param folder must not exist, or be empty
     * @param languages of the texts, as BCP 47 tags
     * @param threshold probability, inside (0, 1), from which a text is called positive
     * @throws IllegalArgumentException if a language or the threshold is none
     * @throws IOException if a file cannot be written
     */
    public void write(Path folder, ModelVersion version, List<String> languages, double threshold) throws IOException {
        ModelManifest manifest = new ModelManifest(
                ModelManifest.FORMAT_VERSION,
                version.model(),
                version.version(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                languages,
                scripts(),
                weights.architecture(),
                tokenizer,
                threshold,
                new TrainingRun(TrainingSettings.DEFAULT, 1, 1, 0, "Imported from a file of " + origin() + "."),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                null,
                new TreeMap<>());
        try (SentimentNetwork network = network()) {
            ModelBundle.write(folder, manifest, network, vocabulary, card(version), BundleRows.NONE);
        }
    }

    /** Those of the words; Latin where they say nothing, as those of word pieces or emoji alone do. */
    private List<String> scripts() {
        List<String> found = Scripts.of(String.join(" ", vocabulary.tokens())).main();
        return found.isEmpty() ? List.of("Latn") : found;
    }

    private SentimentNetwork network() {
        return SentimentNetwork.of(weights, TrainingSettings.DEFAULT);
    }

    private String origin() {
        return kerasVersion.isEmpty() ? "Keras" : "Keras " + kerasVersion;
    }

    private String card(ModelVersion version) {
        StringBuilder card = new StringBuilder();
        card.append("# ").append(version.model()).append("\n\n");
        card.append("Imported from a file of ").append(origin());
        card.append(". Nothing is known here of the rows that it was trained and measured on.\n\n");
        notes.forEach(note -> card.append("- ").append(note).append('\n'));
        card.append("\n```\n").append(summary.toText(version.model())).append("```\n");
        return card.toString();
    }
}
