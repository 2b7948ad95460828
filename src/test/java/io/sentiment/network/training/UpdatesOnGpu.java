package io.sentiment.network.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.LabelledText;
import io.sentiment.network.Precision;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.dl4j.CarriedStates;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.engines.Gpu;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains the same network on a GPU and by DL4J.
 *
 * @param making makes what a supplier says where the GPU's libraries are found
 */
record UpdatesOnGpu(Gpu gpu, Making making) {

    static final int UPDATES = 5;

    /** Makes updates. */
    @FunctionalInterface
    interface Making {

        CudaUpdates make(Supplier<CudaUpdates> supplier);
    }

    void assertSame(Architecture architecture, TrainingSettings settings, float tolerance) {
        List<Batch> batches = batches(architecture, settings);
        try (SentimentNetwork reference = SentimentNetwork.create(architecture, settings);
                SentimentNetwork network = SentimentNetwork.create(architecture, settings)) {
            double[] expected = trainByDl4j(reference, settings, batches, false);
            double[] losses = trainOnGpu(network, settings, batches, Precision.FP32);
            assertThat(losses).as(architecture + " " + settings).containsExactly(expected, within(1e-5));
            assertThat(network.dl4j().updates()).isEqualTo(UPDATES);
            assertThat(network.parameters().toFloatVector())
                    .as(architecture + " " + settings)
                    .containsExactly(reference.parameters().toFloatVector(), within(tolerance));
            assertClose(network.dl4j().moments(), reference.dl4j().moments());
        }
    }

    private static void assertClose(INDArray actual, INDArray expected) {
        assertThat(actual.toFloatVector()).containsExactly(expected.toFloatVector(), within(1e-5f));
    }

    static double[] trainByDl4j(
            SentimentNetwork network, TrainingSettings settings, List<Batch> batches, boolean accelerated) {
        if (accelerated) {
            network.accelerate(Precision.FP32);
        }
        try (TrainingState state =
                        new TrainingState(network, settings.regularisation().averageDecay());
                TrainingStep step = new TrainingStep(network, settings, UPDATES)) {
            return train(step, state, batches);
        }
    }

    double[] trainOnGpu(SentimentNetwork network, TrainingSettings settings, List<Batch> batches, Precision precision) {
        try (TrainingState state =
                        new TrainingState(network, settings.regularisation().averageDecay());
                CudaUpdates updates = making.make(() -> new CudaUpdates(
                        network, settings, UPDATES, network.architecture().maximumLength(), state, gpu, precision))) {
            return train(updates, state, batches);
        }
    }

    private static double[] train(WeightUpdates updates, TrainingState state, List<Batch> batches) {
        double[] losses = new double[batches.size()];
        for (int index = 0; index < losses.length; index++) {
            losses[index] = updates.train(batches.get(index));
            updates.average(state);
        }
        updates.settle(state);
        // What is kept is the average.
        state.useAverage();
        return losses;
    }

    /** Texts of any length, the last batch smaller; the same shapes come again, so that graphs are launched. */
    static List<Batch> batches(Architecture architecture, TrainingSettings settings) {
        List<LabelledText> texts = new RandomTexts(architecture, 1).labelled(9);
        List<LabelledText> fewer = new RandomTexts(architecture, 2).labelled(3);
        if (!settings.continuity().carriesStates()) {
            return List.of(Batch.of(texts), Batch.of(fewer), Batch.of(texts), Batch.of(texts), Batch.of(fewer));
        }
        int[] fresh = new int[9];
        Arrays.fill(fresh, CarriedStates.FRESH);
        int[] onwards = {8, -1, 6, 5, 4, 3, 2, 1, 0};
        double[] weights = {1, 0.5, 1, 0, 1, 1, 0.25, 1, 1};
        return List.of(
                new Batch(texts, fresh, weights, 7, 7),
                new Batch(texts, onwards, null, 9, 9),
                new Batch(texts, onwards, weights, 7, 7),
                new Batch(fewer, new int[] {2, 1, -1}, null, 3, 3),
                new Batch(fewer, new int[] {2, 1, 0}, null, 3, 3));
    }
}
