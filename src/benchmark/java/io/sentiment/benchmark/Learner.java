package io.sentiment.benchmark;

import io.sentiment.network.LabelledText;
import java.util.List;

/** Trains one network. */
public interface Learner extends AutoCloseable {

    /** As the table calls it. */
    String name();

    /** Forwards, backwards, one update by Adam; returns the mean loss of the batch before the update, in nats. */
    double step(List<LabelledText> batch);

    @Override
    void close();
}
