package io.sentiment.benchmark;

import io.sentiment.network.Preset;
import io.sentiment.network.ReferenceNetwork;
import io.sentiment.network.SentimentNetwork;
import java.util.List;

/**
 * The preset {@code reviews} on texts as long as film reviews. Its weights are random, because the shipped models read in
 * both directions and pool their states, which the peers here do not compute.
 */
final class RaggedSuite implements Suite {

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
        try (Engines engines = new Engines(RaggedSuite::network);
                SentimentNetwork network = network()) {
            RandomTexts texts = new RandomTexts(network.architecture(), 3);
            for (int batch : BATCHES) {
                engines.measure(report, blocks, name(), Preset.REVIEWS + " b=" + batch, texts.ofReviewLength(batch));
            }
        }
    }

    private static SentimentNetwork network() {
        return ReferenceNetwork.create(Preset.REVIEWS.architecture());
    }
}
