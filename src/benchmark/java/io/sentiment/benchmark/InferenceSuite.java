package io.sentiment.benchmark;

import io.sentiment.network.dl4j.ReferenceNetwork;
import java.util.List;

/** The reference network on texts that are all as long as it reads. */
final class InferenceSuite implements Suite {

    private static final List<Integer> BATCHES = List.of(1, 8, 32, 128);

    private final AlternatingBlocks blocks;

    InferenceSuite(AlternatingBlocks blocks) {
        this.blocks = blocks;
    }

    @Override
    public String name() {
        return "inference";
    }

    @Override
    public void run(Report report) {
        RandomTexts texts = new RandomTexts(ReferenceNetwork.ARCHITECTURE, 1);
        try (Engines engines = new Engines(ReferenceNetwork::create)) {
            for (int batch : BATCHES) {
                engines.measure(report, blocks, name(), "reference b=" + batch, texts.ofFullLength(batch));
            }
        }
    }
}
