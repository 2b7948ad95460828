package io.sentiment.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sentiment.network.Architecture;
import io.sentiment.network.Architectures;
import io.sentiment.network.Cell;
import io.sentiment.network.LabelledText;
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
        List<LabelledText> batch = new RandomTexts(architecture, 3).labelled(batchSize);
        try (SentimentNetwork stock = SentimentNetworkTest.randomised(architecture);
                SentimentNetwork fused = SentimentNetworkTest.randomised(architecture)) {
            fused.accelerate();
            Map<String, float[]> expected = gradients(stock, batch);
            Map<String, float[]> actual = gradients(fused, batch);

            assertThat(actual.keySet()).isEqualTo(expected.keySet());
            expected.forEach((name, values) -> {
                double norm = norm(values);
                assertThat(norm).as(name).isPositive();
                assertThat(distance(values, actual.getOrDefault(name, new float[0])) / norm)
                        .as(name)
                        .isLessThan(1e-4);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("lstms")
    void probabilitiesAgreeWithThoseOfStockDl4j(Architecture architecture) {
        try (SentimentNetwork stock = SentimentNetworkTest.randomised(architecture);
                SentimentNetwork fused = SentimentNetworkTest.randomised(architecture)) {
            fused.accelerate();
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
