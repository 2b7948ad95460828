package io.sentiment.network.pretraining;

import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.engines.TrainingDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;

/** The stages of a pre-training, one after the other. Not safe for use by several threads. */
public final class Pretraining {

    private final List<PretrainingStage> stages;
    private final PretrainingListener listener;
    private final Results results;
    private final TrainingDevice device;

    /** Stages in their order; each starts from the weights that the one before it gave. */
    public Pretraining(
            List<PretrainingStage> stages, PretrainingListener listener, Results results, TrainingDevice device) {
        this.stages = List.copyOf(stages);
        this.listener = listener;
        this.results = results;
        this.device = device;
    }

    /**
     * Runs the stages that follow the last that is stored, and stores each.
     *
     * @throws CancellationException if the listener cancelled it; the network then has the weights of the last stage
     *     that was finished
     * @throws UncheckedIOException if a result cannot be stored or read
     */
    public void train(SentimentNetwork network, TokenCorpus corpus) {
        try {
            int next = firstUnfinished(network);
            stages.subList(0, next).forEach(stage -> listener.finished(stage, true));
            for (PretrainingStage stage : stages.subList(next, stages.size())) {
                stage.train(network, corpus, listener, device);
                results.store(stage, network);
                listener.finished(stage, false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The result of the pre-training cannot be stored or read: " + e.getMessage(), e);
        }
    }

    private int firstUnfinished(SentimentNetwork network) throws IOException {
        for (int index = stages.size(); index > 0; index--) {
            if (results.restore(stages.get(index - 1), network)) {
                return index;
            }
        }
        return 0;
    }

    /** Keeps what each stage gave outside of its process, so that another process can go on with the next stage. */
    public interface Results {

        /** Keeps nothing: an interrupted pre-training is lost. */
        Results NONE = new Results() {
            @Override
            public boolean restore(PretrainingStage stage, SentimentNetwork network) {
                return false;
            }

            @Override
            public void store(PretrainingStage stage, SentimentNetwork network) {}
        };

        /**
         * Gives {@code network} the weights that it had when {@code stage} was stored.
         *
         * @return false, and leaves the network as it is, if the stage has not been stored
         * @throws IOException if something is stored that should be readable and is not
         */
        boolean restore(PretrainingStage stage, SentimentNetwork network) throws IOException;

        /** After a stage: stores all weights of {@code network}. */
        void store(PretrainingStage stage, SentimentNetwork network) throws IOException;
    }
}
