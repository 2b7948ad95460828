package io.sentiment.network.training;

import io.sentiment.network.LabelledText;
import io.sentiment.network.Precision;
import io.sentiment.network.dl4j.ReferenceNetwork;
import io.sentiment.network.dl4j.SentimentNetwork;
import java.util.List;

/** Updates the weights of a network batch by batch, as {@link Trainer} does. */
public final class TrainingSteps implements AutoCloseable {

    private final SentimentNetwork network;
    private final TrainingStep step;

    private TrainingSteps(SentimentNetwork network) {
        this.network = network;
        this.step = new TrainingStep(network, ReferenceNetwork.TRAINING, 1);
    }

    /** As this project trains with products in a precision that this machine has. Takes the network over. */
    public static TrainingSteps accelerated(SentimentNetwork network, Precision precision) {
        network.accelerate(precision);
        return new TrainingSteps(network);
    }

    /** As DL4J trains by itself. Takes the network over. */
    public static TrainingSteps stock(SentimentNetwork network) {
        return new TrainingSteps(network);
    }

    /** One pass forwards and backwards and one update by Adam; returns the mean loss before it, in nats. */
    public double step(List<LabelledText> batch) {
        return step.train(batch);
    }

    @Override
    public void close() {
        step.close();
        network.close();
    }
}
