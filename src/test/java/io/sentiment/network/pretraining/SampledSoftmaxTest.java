package io.sentiment.network.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Precision;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.softmax.SoftmaxPass;
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
        try (SampledSoftmax softmax = softmax(counts)) {
            Trained trained = train(softmax, states(), new int[] {0, 1, 3, PackedWindows.Batch.NONE, 0});

            assertThat(trained.loss().count()).isEqualTo(4);
            assertThat(trained.loss().sum()).isCloseTo(2 * Math.log(2) + 2 * Math.log(4), within(1e-4));
        }
    }

    @Test
    void theGradientIsThatOfTheMeanLoss() {
        float[] states = states();
        float[] gradient = afterUpdates(states).stateGradient();
        float step = 0.01f;

        for (int index = 0; index < states.length; index++) {
            float[] more = states.clone();
            more[index] += step;
            float[] less = states.clone();
            less[index] -= step;
            double slope = (afterUpdates(more).mean() - afterUpdates(less).mean()) / (2 * step);
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

        try (SampledSoftmax softmax = softmax(counts)) {
            double sampled = train(softmax, new float[500 * HIDDEN], targets).mean();

            assertThat(sampled).isCloseTo(exact, within(0.1));
        }
    }

    /** More rows than a product takes at a time, and a number of candidates that is no power of two. */
    @Test
    void oneDnnAndNd4jGiveTheSame() {
        assumeTrue(OneDnn.objection() == null, "oneDNN is for x86-64 CPUs");
        Random random = new Random(4);
        int rows = 301;
        int hidden = 37;
        int candidates = 101;
        float[][] weights = new float[candidates][];
        Arrays.setAll(weights, index -> values(random, hidden));
        float[] states = values(random, rows * hidden);
        try (CandidateProducts plain = new CandidateProducts.OnNd4j();
                CandidateProducts packed = new CandidateProducts.OnTeam(Precision.FP32, hidden, candidates)) {
            float[] expected = gradient(plain, weights, states);
            float[] actual = gradient(packed, weights, states);

            for (int index = 0; index < expected.length; index++) {
                assertThat(actual[index]).isCloseTo(expected[index], within(1e-4f));
            }
            for (int candidate = 0; candidate < candidates; candidate++) {
                float[] wanted = plain.weightGradient(candidate);
                float[] given = packed.weightGradient(candidate);
                for (int column = 0; column < hidden; column++) {
                    assertThat(given[column]).isCloseTo(wanted[column], within(1e-3f));
                }
            }
        }
    }

    /** The gradient of half the sum of the squares of all scores, and of the states. */
    private static float[] gradient(CandidateProducts products, float[][] weights, float[] states) {
        int hidden = weights[0].length;
        SoftmaxPass.RowWork work = new SoftmaxPass.RowWork() {
            @Override
            public void score(int row, float[] state, float[] scores) {
                assertThat(state[0]).isEqualTo(states[row * hidden]);
            }

            @Override
            public void addGradient(int row, float[] gradient) {
                for (int column = 0; column < hidden; column++) {
                    gradient[column] += states[row * hidden + column];
                }
            }
        };
        long[] shape = {states.length / hidden, hidden};
        try (INDArray rows = Nd4j.create(states, shape, 'c');
                INDArray gradient = Nd4j.create(new float[states.length], shape, 'c')) {
            products.run(weights, rows, () -> work, gradient);
            return gradient.data().asFloat();
        }
    }

    private static SampledSoftmax softmax(long[] counts) {
        return new SampledSoftmax(counts, HIDDEN, new SplittableRandom(1), Precision.FP32);
    }

    /** An update after 20 others, which are the same each time: with weights that are no longer zero. */
    private static Trained afterUpdates(float[] states) {
        try (SampledSoftmax softmax = softmax(new long[] {5, 4, 3, 2, 1})) {
            for (int update = 0; update < 20; update++) {
                train(softmax, states(), TARGETS);
            }
            return train(softmax, states, TARGETS);
        }
    }

    private static Trained train(SampledSoftmax softmax, float[] states, int[] targets) {
        long[] shape = {targets.length, HIDDEN};
        try (INDArray rows = Nd4j.create(states, shape, 'c');
                INDArray gradient = Nd4j.create(new float[states.length], shape, 'c')) {
            NextTokenUpdates.Loss loss = softmax.train(rows, targets, gradient);
            return new Trained(loss, gradient.data().asFloat());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Trained(NextTokenUpdates.Loss loss, float[] stateGradient) {

        double mean() {
            return loss.sum() / loss.count();
        }
    }

    private static float[] states() {
        return values(new Random(3), TARGETS.length * HIDDEN);
    }

    private static float[] values(Random random, int count) {
        float[] values = new float[count];
        for (int index = 0; index < count; index++) {
            values[index] = random.nextFloat() * 2 - 1;
        }
        return values;
    }
}
