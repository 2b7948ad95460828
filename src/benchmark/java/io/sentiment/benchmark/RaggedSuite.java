package io.sentiment.benchmark;

import io.sentiment.model.LoadedModels;
import io.sentiment.model.LoadedModels.NoBundlesException;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.Preset;
import io.sentiment.network.dl4j.ReferenceNetwork;
import io.sentiment.network.dl4j.SentimentNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;

/** The shipped English model on texts as long as film reviews. */
final class RaggedSuite implements Suite {

    private static final String MODEL = "reviews-en";
    private static final List<Integer> BATCHES = List.of(32, 128);

    private final AlternatingBlocks blocks;

    RaggedSuite(AlternatingBlocks blocks) {
        this.blocks = blocks;
    }

    @Override
    public String name() {
        return "ragged";
    }

    @Override
    public void run(Report report) {
        Subject subject = subject();
        try (Engines engines = new Engines(subject.network());
                SentimentNetwork network = subject.network().get()) {
            RandomTexts texts = new RandomTexts(network.architecture(), 3);
            for (int batch : BATCHES) {
                engines.measure(report, blocks, name(), subject.name() + " b=" + batch, texts.ofReviewLength(batch));
            }
        }
    }

    /** The champion of the shipped models or, in a build without models, the preset with random weights. */
    private static Subject subject() {
        try {
            ModelBundle champion = LoadedModels.shipped().newest(MODEL);
            return new Subject(MODEL, champion::openNetwork);
        } catch (NoBundlesException e) {
            return new Subject(
                    "random " + Preset.REVIEWS, () -> ReferenceNetwork.create(Preset.REVIEWS.architecture()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Subject(String name, Supplier<SentimentNetwork> network) {}
}
