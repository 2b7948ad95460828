package io.sentiment.network.pretraining;

import io.sentiment.network.cuda.DeviceMemoryException;
import io.sentiment.network.cuda.driver.CudaException;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.engines.TrainingDevice;
import java.util.Random;
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
    public void train(
            SentimentNetwork network, TokenCorpus corpus, PretrainingListener listener, TrainingDevice device) {
        Plan plan = Plan.of(corpus);
        if (device.gpu() != null) {
            try (NextTokenUpdates updates = new NextTokenOnGpu(
                    network, corpus, WINDOWS_IN_BATCH, plan.length, epochs * plan.updates(), device)) {
                train(updates, network, corpus, plan, listener);
                return;
            } catch (CudaException | DeviceMemoryException | LinkageError failure) {
                listener.leftGpu(String.valueOf(failure.getMessage()));
            }
        }
        try (NextTokenUpdates updates =
                new NextTokenOnCpu(network, corpus, epochs * plan.updates(), seed, device.precisionOnCpu())) {
            train(updates, network, corpus, plan, listener);
        }
    }

    private void train(
            NextTokenUpdates updates,
            SentimentNetwork network,
            TokenCorpus corpus,
            Plan plan,
            PretrainingListener listener) {
        StageReport report = new StageReport(name(), epochs, (long) plan.windows * plan.length, listener);
        Random shuffling = new Random(seed);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            PackedWindows packed = new PackedWindows(corpus, plan.length, shuffling);
            for (int done = 0; done < plan.windows; ) {
                PackedWindows.Batch batch = packed.next(Math.min(WINDOWS_IN_BATCH, plan.windows - done));
                NextTokenUpdates.Loss loss = updates.train(batch);
                report.addLoss(loss.sum(), loss.count());
                done += batch.size();
                report.trained(epoch, (long) done * plan.length);
            }
        }
        updates.copyTo(network);
    }

    /**
     * How a corpus is read.
     *
     * @param length tokens of a window
     * @param windows in an epoch
     */
    private record Plan(int length, int windows) {

        static Plan of(TokenCorpus corpus) {
            int length = (int) Math.min(WINDOW, corpus.tokens());
            return new Plan(length, PackedWindows.count(corpus, length));
        }

        /** Of an epoch. */
        int updates() {
            return (windows + WINDOWS_IN_BATCH - 1) / WINDOWS_IN_BATCH;
        }
    }
}
