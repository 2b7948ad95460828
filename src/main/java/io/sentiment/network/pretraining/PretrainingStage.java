package io.sentiment.network.pretraining;

import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.engines.TrainingDevice;
import java.util.concurrent.CancellationException;

/** A way to learn from texts without labels. */
public interface PretrainingStage {

    /** Words for people that also name what is stored of the stage, such as {@code word vectors}. */
    String name();

    /**
     * Changes the weights of {@code network} at its end, all at once: an interrupted stage leaves them as they were.
     *
     * @param device that computes where the stage can use it, as long as it does not fail
     * @throws CancellationException if the listener cancelled it
     */
    void train(SentimentNetwork network, TokenCorpus corpus, PretrainingListener listener, TrainingDevice device);
}
