package io.sentiment.benchmark;

import io.sentiment.network.LabelledText;
import io.sentiment.network.training.TrainingSteps;
import java.util.List;

/** DL4J, with this project's LSTM or with its own. */
record Dl4jLearner(String name, TrainingSteps steps) implements Learner {

    @Override
    public double step(List<LabelledText> batch) {
        return steps.step(batch);
    }

    @Override
    public void close() {
        steps.close();
    }
}
