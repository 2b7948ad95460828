package io.sentiment.network.pretraining;

import io.sentiment.network.Precision;
import io.sentiment.network.dl4j.SentimentNetwork;
import java.util.SplittableRandom;

/** Lets DL4J teach the next token, with a sample of the vocabulary. */
final class NextTokenOnCpu implements NextTokenUpdates {

    private final LanguageModelGraph graph;
    private final SampledSoftmax softmax;
    private double lossSum;
    private long losses;

    /**
     * Updates of a network.
     *
     * @param updates over which the learning rate falls
     * @param precision of products, fp32 or bf16
     */
    NextTokenOnCpu(SentimentNetwork network, TokenCorpus corpus, int updates, long seed, Precision precision) {
        graph = new LanguageModelGraph(network, updates, precision);
        try {
            softmax = new SampledSoftmax(
                    corpus.counts(), network.architecture().hiddenSize(), new SplittableRandom(seed), precision);
        } catch (RuntimeException | Error failure) {
            graph.close();
            throw failure;
        }
    }

    @Override
    public Loss train(PackedWindows.Batch windows) {
        lossSum = 0;
        losses = 0;
        graph.train(windows, (direction, states, gradient) -> {
            Loss loss = softmax.train(states, windows.targets(direction == 1), gradient);
            lossSum += loss.sum();
            losses += loss.count();
        });
        return new Loss(lossSum, losses);
    }

    @Override
    public void copyTo(SentimentNetwork network) {
        graph.copyTo(network);
    }

    @Override
    public void close() {
        softmax.close();
        graph.close();
    }
}
