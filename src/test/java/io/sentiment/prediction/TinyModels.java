package io.sentiment.prediction;

import io.sentiment.model.bundle.BundleRows;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.model.bundle.TrainingRun;
import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Pooling;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.text.Tokenizer;
import io.sentiment.text.TokenizerSettings;
import io.sentiment.text.Vocabularies;
import io.sentiment.text.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Bundles of real networks with a few random weights, which answer in milliseconds. */
public final class TinyModels {

    private TinyModels() {}

    /** Two versions of {@code reviews-en} and one of {@code reviews-zh}. */
    public static Path write(Path folder) throws IOException {
        write(folder, "reviews-en", 1, "en", "Latn", "a good and a bad film");
        write(folder, "reviews-en", 2, "en", "Latn", "a good and a bad film");
        write(folder, "reviews-zh", 1, "zh-Hans", "Hani", "很好 不好 喜欢 房间");
        return folder;
    }

    /** One version of 16 tokens at most, whose weights depend on its number. */
    public static void write(Path folder, String model, int version, String language, String script, String words)
            throws IOException {
        write(folder, model, version, language, script, words, false);
    }

    /** A version as {@link #write(Path, String, int, String, String, String)} makes it, or one that reads backwards too. */
    public static void write(
            Path folder, String model, int version, String language, String script, String words, boolean bidirectional)
            throws IOException {
        write(
                folder,
                model,
                version,
                language,
                script,
                words,
                size -> new Architecture(size, 8, Cell.LSTM, 8, 1, bidirectional, 16, 0));
    }

    /** A bundle {@code pooled} that reads 400 tokens at most in both directions, and answers from the maxima of its states. */
    public static ModelBundle pooled(Path folder) throws IOException {
        write(
                folder,
                "pooled",
                1,
                "en",
                "Latn",
                "not bad at all , i loved it dull great unread good",
                size -> new Architecture(size, 8, Cell.LSTM, 8, 1, true, Pooling.MAX, 400, 0));
        return ModelBundle.open(folder.resolve("pooled-1"));
    }

    private static void write(
            Path folder,
            String model,
            int version,
            String language,
            String script,
            String words,
            IntFunction<Architecture> ofVocabularySize)
            throws IOException {
        Vocabulary vocabulary = Vocabularies.of(new Tokenizer().tokenize(words).toArray(String[]::new));
        Architecture architecture = ofVocabularySize.apply(vocabulary.size());
        TrainingSettings settings = new TrainingSettings(1, 8, 0.001, 1, 1, 41 + version);
        ModelManifest manifest = new ModelManifest(
                ModelManifest.FORMAT_VERSION,
                model,
                version,
                Instant.parse("2026-01-01T00:00:00Z"),
                List.of(language),
                List.of(script),
                architecture,
                TokenizerSettings.current(),
                0.5,
                new TrainingRun(settings, 1, 1, 0.1, "made for a test"),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                null,
                new TreeMap<>());
        try (SentimentNetwork network = SentimentNetwork.create(architecture, settings)) {
            ModelBundle.write(
                    folder.resolve(model + "-" + version), manifest, network, vocabulary, "A test.", BundleRows.NONE);
        }
    }

    /** The bundle in a folder as a zip in memory. */
    public static byte[] zip(Path folder) throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        ModelBundle.open(folder).writeZip(zip);
        return zip.toByteArray();
    }
}
