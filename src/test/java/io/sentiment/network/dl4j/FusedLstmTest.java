package io.sentiment.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sentiment.network.Architecture;
import io.sentiment.network.Architectures;
import io.sentiment.network.Cell;
import io.sentiment.network.LabelledText;
import io.sentiment.network.Precision;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.text.EncodedText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FusedLstmTest {

    @BeforeEach
    void needsOneDnn() {
        assumeTrue(OneDnn.objection() == null, "oneDNN is for x86-64 CPUs");
    }

    static Stream<Architecture> lstms() {
        return Architectures.all()
                .filter(architecture -> architecture.cell() == Cell.LSTM && architecture.dropout() == 0);
    }

    @ParameterizedTest
    @MethodSource("lstms")
    void gradientsAgreeWithThoseOfStockDl4j(Architecture architecture) {
        requireAgreement(architecture, 10);
    }

    @Test
    void gradientsOfMoreTokensThanAProductTakesAtATimeAgree() {
        requireAgreement(new Architecture(300, 24, Cell.LSTM, 40, 1, false, 40, 0), 70);
    }

    private static void requireAgreement(Architecture architecture, int batchSize) {
        requireAgreement(architecture, batchSize, Precision.FP32, 1e-4);
    }

    private static void requireAgreement(Architecture architecture, int batchSize, Precision precision, double limit) {
        List<LabelledText> batch = new RandomTexts(architecture, 3).labelled(batchSize);
        try (SentimentNetwork stock = SentimentNetworkTest.randomised(architecture);
                SentimentNetwork fused = SentimentNetworkTest.randomised(architecture)) {
            fused.accelerate(precision);
            Map<String, float[]> expected = gradients(stock, batch);
            Map<String, float[]> actual = gradients(fused, batch);

            assertThat(actual.keySet()).isEqualTo(expected.keySet());
            expected.forEach((name, values) -> {
                double norm = norm(values);
                assertThat(norm).as(name).isPositive();
                assertThat(distance(values, actual.getOrDefault(name, new float[0])) / norm)
                        .as(name)
                        .isLessThan(limit);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("lstms")
    void gradientsInBf16AreThoseOfStockDl4jButForRounding(Architecture architecture) {
        needsBf16();
        requireGradientsInBf16(architecture, 10);
    }

    @Test
    void gradientsInBf16OfMoreTokensThanAProductTakesAtATimeAgree() {
        needsBf16();
        requireGradientsInBf16(new Architecture(300, 24, Cell.LSTM, 40, 1, false, 40, 0), 70);
    }

    /** Of a width whose rows do not begin where a 32-bit number might. */
    @Test
    void gradientsInBf16OfOddSizesAgree() {
        needsBf16();
        requireGradientsInBf16(new Architecture(300, 7, Cell.LSTM, 13, 1, false, 40, 0), 9);
    }

    @Test
    void trainingInBf16LearnsAsInSinglePrecision() {
        needsBf16();
        Architecture architecture = new Architecture(300, 24, Cell.LSTM, 40, 1, false, 40, 0);
        List<LabelledText> batch = new RandomTexts(architecture, 3).labelled(20);
        double[] losses = losses(architecture, batch, Precision.FP32);
        double[] rounded = losses(architecture, batch, Precision.BF16);

        assertThat(losses[losses.length - 1]).isLessThan(0.8 * losses[0]);
        for (int step = 0; step < losses.length; step++) {
            assertThat(rounded[step]).isCloseTo(losses[step], within(0.02));
        }
        assertThat(rounded).isNotEqualTo(losses);
    }

    @Test
    void whatDoesNotTrainIsNotRounded() {
        needsBf16();
        Architecture architecture = new Architecture(300, 24, Cell.LSTM, 40, 1, false, 40, 0);
        List<EncodedText> texts = new RandomTexts(architecture, 3).ofAnyLength(13);
        try (SentimentNetwork stock = SentimentNetworkTest.randomised(architecture);
                SentimentNetwork fused = SentimentNetworkTest.randomised(architecture)) {
            fused.accelerate(Precision.BF16);
            float[] expected = stock.positiveProbabilities(texts);
            float[] actual = fused.positiveProbabilities(texts);
            for (int index = 0; index < expected.length; index++) {
                assertThat(actual[index]).isCloseTo(expected[index], within(1e-6f));
            }
        }
    }

    private static void needsBf16() {
        assumeTrue(OneDnn.precisions().contains(Precision.BF16), "bf16 is for CPUs with avx512_bf16");
    }

    private static double[] losses(Architecture architecture, List<LabelledText> batch, Precision precision) {
        double[] losses = new double[30];
        try (SentimentNetwork network = SentimentNetworkTest.randomised(architecture);
                LabelledBatch labelled = LabelledBatch.of(architecture, batch)) {
            network.accelerate(precision);
            for (int step = 0; step < losses.length; step++) {
                losses[step] = network.fit(labelled.texts(), labelled.labels());
            }
        }
        return losses;
    }

    /**
     * A factor in bf16, of 8 significant bits, is off by 1/512 at most; gradients of the lowest of three layers come from
     * some ten products one after the other.
     */
    private static void requireGradientsInBf16(Architecture architecture, int batchSize) {
        requireAgreement(architecture, batchSize, Precision.BF16, 4e-2);
    }

    @ParameterizedTest
    @MethodSource("lstms")
    void probabilitiesAgreeWithThoseOfStockDl4j(Architecture architecture) {
        try (SentimentNetwork stock = SentimentNetworkTest.randomised(architecture);
                SentimentNetwork fused = SentimentNetworkTest.randomised(architecture)) {
            fused.accelerate(Precision.FP32);
            for (int batchSize : new int[] {1, 13, 4}) {
                List<EncodedText> texts = new RandomTexts(architecture, batchSize).ofAnyLength(batchSize);
                float[] expected = stock.positiveProbabilities(texts);
                float[] actual = fused.positiveProbabilities(texts);
                for (int index = 0; index < batchSize; index++) {
                    assertThat(actual[index]).isCloseTo(expected[index], within(1e-6f));
                }
            }
        }
    }

    /** By parameter name; batches of mixed lengths, so that masks count. */
    private static Map<String, float[]> gradients(SentimentNetwork network, List<LabelledText> batch) {
        try (LabelledBatch labelled = LabelledBatch.of(network.architecture(), batch)) {
            network.dl4j().computeGradients(labelled.texts(), labelled.labels());
            Map<String, float[]> gradients = new HashMap<>();
            network.dl4j()
                    .model()
                    .gradient()
                    .gradientForVariable()
                    .forEach((name, gradient) -> gradients.put(
                            name, gradient.dup('c').reshape(gradient.length()).toFloatVector()));
            return gradients;
        }
    }

    private static double norm(float[] values) {
        return distance(values, new float[values.length]);
    }

    private static double distance(float[] first, float[] second) {
        double sum = 0;
        for (int index = 0; index < first.length; index++) {
            sum += Math.pow(first[index] - second[index], 2);
        }
        return Math.sqrt(sum);
    }
}
