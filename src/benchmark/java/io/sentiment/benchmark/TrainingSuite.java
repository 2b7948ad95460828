package io.sentiment.benchmark;

import io.sentiment.benchmark.torch.TorchTraining;
import io.sentiment.network.LabelledText;
import io.sentiment.network.Precision;
import io.sentiment.network.dl4j.ReferenceNetwork;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.training.TrainingSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The reference network learns: forwards, backwards, Adam. */
final class TrainingSuite implements Suite {

    static final String OURS = "accelerated DL4J";
    static final String OURS_BF16 = "accelerated DL4J bf16";
    static final String STOCK = "stock DL4J";

    private static final List<Integer> BATCHES = List.of(32, 128);

    /** Some batches in turn, so that no gradient vanishes and no moment of Adam decays to a denormal number. */
    private static final int DISTINCT_BATCHES = 4;

    private final AlternatingBlocks blocks;

    TrainingSuite(AlternatingBlocks blocks) {
        this.blocks = blocks;
    }

    @Override
    public String name() {
        return "training";
    }

    @Override
    public void run(Report report) {
        for (int size : BATCHES) {
            RandomTexts texts = new RandomTexts(ReferenceNetwork.ARCHITECTURE, 2);
            List<List<LabelledText>> batches = IntStream.range(0, DISTINCT_BATCHES)
                    .mapToObj(index -> texts.labelled(size))
                    .toList();
            List<Learner> learners = learners();
            try {
                measure(report, "reference b=" + size, learners, batches);
            } finally {
                learners.forEach(Learner::close);
            }
        }
    }

    private void measure(Report report, String workload, List<Learner> learners, List<List<LabelledText>> batches) {
        List<Double> differences = new ArrayList<>();
        float[] expected = losses(learners.get(0), batches);
        for (Learner learner : learners) {
            float[] actual = learner == learners.get(0) ? expected : losses(learner, batches);
            double limit = learner.name().equals(OURS_BF16) ? Agreement.REDUCED_TRAINING_LOSS : Agreement.TRAINING_LOSS;
            differences.add(Agreement.require(learner.name(), expected, actual, limit));
        }
        List<CallTimes> times = blocks.time(learners.stream()
                .map(learner -> new Timed(learner.name(), new Turns(learner, batches)))
                .toList());
        for (int index = 0; index < learners.size(); index++) {
            String name = learners.get(index).name();
            report.add(Measurement.ofCalls(
                    name(), workload, name, times.get(index), batches.get(0).size(), differences.get(index)));
        }
    }

    private static List<Learner> learners() {
        LstmWeights weights;
        try (SentimentNetwork source = ReferenceNetwork.create()) {
            weights = new LstmWeights(source.weights());
        }
        List<Learner> learners = new ArrayList<>();
        learners.add(new Dl4jLearner(STOCK, TrainingSteps.stock(ReferenceNetwork.create())));
        learners.add(new Dl4jLearner(OURS, TrainingSteps.accelerated(ReferenceNetwork.create(), Precision.FP32)));
        if (OneDnn.precisions().contains(Precision.BF16)) {
            learners.add(
                    new Dl4jLearner(OURS_BF16, TrainingSteps.accelerated(ReferenceNetwork.create(), Precision.BF16)));
        }
        learners.add(new TorchTraining(weights, ReferenceNetwork.TRAINING.learningRate()));
        return learners;
    }

    private static float[] losses(Learner learner, List<List<LabelledText>> batches) {
        float[] losses = new float[batches.size()];
        for (int step = 0; step < losses.length; step++) {
            losses[step] = (float) learner.step(batches.get(step));
        }
        return losses;
    }

    /** A step on the next batch. */
    private static final class Turns implements Runnable {

        private final Learner learner;
        private final List<List<LabelledText>> batches;
        private int next;

        Turns(Learner learner, List<List<LabelledText>> batches) {
            this.learner = learner;
            this.batches = batches;
        }

        @Override
        public void run() {
            learner.step(batches.get(next));
            next = (next + 1) % batches.size();
        }
    }
}
