package io.sentiment.network.pretraining;

import io.sentiment.network.dl4j.SentimentNetwork;

/** Teaches copies of a network's layers to predict the next token, one batch of windows after the other. Not thread-safe. */
interface NextTokenUpdates extends AutoCloseable {

    /** One update of the weights. */
    Loss train(PackedWindows.Batch windows);

    /** Gives the layers of {@code network} what was learnt. */
    void copyTo(SentimentNetwork network);

    @Override
    void close();

    /**
     * The loss of a batch before an update.
     *
     * @param sum of the losses in nats
     * @param count of the tokens that were predicted
     */
    record Loss(double sum, long count) {}
}
