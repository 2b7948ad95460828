package io.sentiment.network.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SampledSoftmaxTest {

    private static final int HIDDEN = 4;
    private static final int[] TARGETS = {0, 3, PackedWindows.Batch.NONE, 2, 3};

    /** ND4J is to be loaded by our own selection of its backend. */
    @BeforeAll
    static void load() {
        SentimentNetwork.create(new Architecture(2, 1, Cell.LSTM, 1, 1, false, 1, 0), TrainingSettings.DEFAULT)
                .close();
    }

    @Test
    void beforeTrainingTheLossIsThatOfTheFrequencies() {
        long[] counts = {50, 25, 0, 25};
        SampledSoftmax softmax = new SampledSoftmax(counts, HIDDEN, new SplittableRandom(1));

        SampledSoftmax.Loss loss = train(softmax, states(), new int[] {0, 1, 3, PackedWindows.Batch.NONE, 0});

        assertThat(loss.count()).isEqualTo(4);
        assertThat(loss.sum()).isCloseTo(2 * Math.log(2) + 2 * Math.log(4), within(1e-4));
    }

    @Test
    void theGradientIsThatOfTheMeanLoss() {
        float[] states = states();
        float[] gradient = train(trained(20), states, TARGETS).stateGradient();
        float step = 0.01f;

        for (int index = 0; index < states.length; index++) {
            float[] more = states.clone();
            more[index] += step;
            float[] less = states.clone();
            less[index] -= step;
            double slope =
                    (mean(train(trained(20), more, TARGETS)) - mean(train(trained(20), less, TARGETS))) / (2 * step);
            assertThat((double) gradient[index]).isCloseTo(slope, within(1e-3));
        }
        assertThat(Arrays.copyOfRange(gradient, 2 * HIDDEN, 3 * HIDDEN)).containsOnly(0);
    }

    @Test
    void aSampleOfManyTokensEstimatesTheLossOfAll() {
        long[] counts = new long[5_000];
        Arrays.setAll(counts, id -> 1 + 100_000 / (id + 1));
        double all = Arrays.stream(counts).sum();
        int[] targets = new SplittableRandom(2).ints(500, 0, 2_000).toArray();
        double exact = Arrays.stream(targets)
                .mapToDouble(id -> -Math.log(counts[id] / all))
                .average()
                .orElseThrow();

        SampledSoftmax softmax = new SampledSoftmax(counts, HIDDEN, new SplittableRandom(1));
        double sampled = mean(train(softmax, new float[500 * HIDDEN], targets));

        assertThat(sampled).isCloseTo(exact, within(0.1));
    }

    /** The same each time: with weights that are no longer zero. */
    private static SampledSoftmax trained(int updates) {
        SampledSoftmax softmax = new SampledSoftmax(new long[] {5, 4, 3, 2, 1}, HIDDEN, new SplittableRandom(1));
        for (int update = 0; update < updates; update++) {
            train(softmax, states(), TARGETS);
        }
        return softmax;
    }

    private static double mean(SampledSoftmax.Loss loss) {
        return loss.sum() / loss.count();
    }

    private static SampledSoftmax.Loss train(SampledSoftmax softmax, float[] states, int[] targets) {
        try (INDArray rows = Nd4j.create(states, new long[] {targets.length, HIDDEN}, 'c')) {
            return softmax.train(rows, targets);
        }
    }

    private static float[] states() {
        Random random = new Random(3);
        float[] states = new float[TARGETS.length * HIDDEN];
        for (int index = 0; index < states.length; index++) {
            states[index] = random.nextFloat() * 2 - 1;
        }
        return states;
    }
}
