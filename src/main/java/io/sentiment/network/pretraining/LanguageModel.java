package io.sentiment.network.pretraining;

import io.sentiment.network.dl4j.SentimentNetwork;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

/**
 * A language model for the embedding and recurrent layers: they learn to predict the next token, each direction of a
 * bidirectional network by itself, and the classifier starts from them (Dai and Le 2015, "Semi-supervised Sequence
 * Learning"; Howard and Ruder 2018, "Universal Language Model Fine-tuning for Text Classification"). Immutable.
 *
 * @param epochs passes over the corpus
 * @param seed of the order of texts and the samples of the vocabulary
 */
public record LanguageModel(int epochs, long seed) implements PretrainingStage {

    /** Tokens of a window, beyond which gradients do not reach. */
    private static final int WINDOW = 64;

    private static final int WINDOWS_IN_BATCH = 64;

    /** @throws IllegalArgumentException if the number of epochs is out of its range */
    public LanguageModel {
        if (epochs < 1 || epochs > 1_000) {
            throw new IllegalArgumentException("epochs must be from 1 to 1000, but is " + epochs + ".");
        }
    }

    @Override
    public String name() {
        return "language model";
    }

    /** @throws CancellationException if the listener cancelled it */
    @Override
    public void train(SentimentNetwork network, TokenCorpus corpus, PretrainingListener listener) {
        int length = (int) Math.min(WINDOW, corpus.tokens());
        int windows = PackedWindows.count(corpus, length);
        int updates = (windows + WINDOWS_IN_BATCH - 1) / WINDOWS_IN_BATCH;
        StageReport report = new StageReport(name(), epochs, (long) windows * length, listener);
        SampledSoftmax softmax =
                new SampledSoftmax(corpus.counts(), network.architecture().hiddenSize(), new SplittableRandom(seed));
        Random shuffling = new Random(seed);
        try (LanguageModelGraph graph = new LanguageModelGraph(network, epochs * updates)) {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                PackedWindows packed = new PackedWindows(corpus, length, shuffling);
                for (int done = 0; done < windows; ) {
                    PackedWindows.Batch batch = packed.next(Math.min(WINDOWS_IN_BATCH, windows - done));
                    graph.train(batch, (direction, states) -> {
                        SampledSoftmax.Loss loss = softmax.train(states, batch.targets(direction == 1));
                        report.addLoss(loss.sum(), loss.count());
                        return loss.stateGradient();
                    });
                    done += batch.size();
                    report.trained(epoch, (long) done * length);
                }
            }
            graph.copyTo(network);
        }
    }
}
