package io.sentiment.network.pretraining;

import io.sentiment.network.dl4j.SentimentNetwork;
import java.io.IOException;

/** Keeps what each stage gave outside of its process, so that another process can go on with the next stage. */
public interface StageResults {

    /** Keeps nothing: an interrupted pre-training is lost. */
    StageResults NONE = new StageResults() {
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
