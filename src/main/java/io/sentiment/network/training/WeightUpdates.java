package io.sentiment.network.training;

import io.sentiment.network.Evaluation;
import java.util.Map;

/** Updates the weights of a network, one batch after the other. For one training, on one thread. */
interface WeightUpdates extends AutoCloseable {

    /**
     * One update; returns the mean cross entropy of the batch before it. Batches that go on from each other must come in their
     * order.
     */
    double train(Batch batch);

    /** Takes the weights after an update into their average. */
    void average(TrainingState state);

    /** Lets the network and the state have what this has: nobody reads either between two calls. */
    void settle(TrainingState state);

    /** How the network, as it has settled, does on each set of development texts. */
    Map<String, Evaluation> evaluate(TrainingTexts texts);

    /** Leaves the network as DL4J made it. */
    @Override
    void close();
}
