package io.sentiment.benchmark.http;

import io.sentiment.model.bundle.BundleRows;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.model.bundle.TrainingRun;
import io.sentiment.network.Architecture;
import io.sentiment.network.dl4j.ReferenceNetwork;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.text.EncodedText;
import io.sentiment.text.TokenizerSettings;
import io.sentiment.text.Vocabularies;
import io.sentiment.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The reference network as a model that the service can load, with words for its tokens. */
public final class ReferenceBundle {

    /** The name of the model. */
    public static final String MODEL = "reference";

    private static final Architecture ARCHITECTURE = ReferenceNetwork.ARCHITECTURE;
    private static final int RESERVED_TOKENS = 2;

    /** In the order of their ids. */
    private final List<String> tokens;

    private ReferenceBundle(List<String> tokens) {
        this.tokens = tokens;
    }

    /** Writes it to a folder that must not exist yet. */
    public static ReferenceBundle write(Path folder) throws IOException {
        List<String> words = IntStream.range(0, ARCHITECTURE.vocabularySize() - RESERVED_TOKENS)
                .mapToObj(number -> "word" + number)
                .toList();
        Vocabulary vocabulary = Vocabularies.of(words.toArray(String[]::new));
        try (SentimentNetwork network = ReferenceNetwork.create()) {
            ModelBundle.write(
                    folder,
                    manifest(),
                    network,
                    vocabulary,
                    "# Random weights\n\nFor measurements.\n",
                    BundleRows.NONE);
        }
        return new ReferenceBundle(Vocabularies.lines(vocabulary));
    }

    /** A text that the model reads as these tokens. */
    public String text(EncodedText text) {
        return Arrays.stream(text.tokenIds()).mapToObj(tokens::get).collect(Collectors.joining(" "));
    }

    private static ModelManifest manifest() {
        return new ModelManifest(
                ModelManifest.FORMAT_VERSION,
                MODEL,
                1,
                Instant.now(),
                List.of("en"),
                List.of("Latn"),
                ARCHITECTURE,
                TokenizerSettings.current(),
                0.5,
                new TrainingRun(ReferenceNetwork.TRAINING, 1, 1, 0, "Not trained: the weights are random."),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                null,
                new TreeMap<>());
    }
}
