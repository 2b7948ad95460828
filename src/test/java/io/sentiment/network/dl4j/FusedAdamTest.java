package io.sentiment.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.LabelledText;
import io.sentiment.network.Precision;
import io.sentiment.network.RandomTexts;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class FusedAdamTest {

    private static final int UPDATES = 10;

    @ParameterizedTest
    @MethodSource("io.sentiment.network.Architectures#pairs")
    void weightsAndMomentsAgreeWithThoseOfStockDl4j(Architecture architecture) {
        // So low a norm clips the gradient of every layer, the other of none.
        for (double norm : new double[] {0.001, 1000}) {
            TrainingSettings settings = new TrainingSettings(1, 10, 0.01, norm, 1, 5);
            try (SentimentNetwork stock = SentimentNetwork.create(architecture, settings);
                    SentimentNetwork fused = SentimentNetwork.create(architecture, settings)) {
                float[] before = stock.parameters().toFloatVector();
                fused.accelerate(Precision.FP32);
                RandomTexts texts = new RandomTexts(architecture, 3);
                for (int update = 0; update < UPDATES; update++) {
                    List<LabelledText> batch = texts.labelled(10);
                    double expected = LabelledBatch.fit(stock, batch);
                    assertThat(LabelledBatch.fit(fused, batch)).isCloseTo(expected, within(1e-5));
                }
                float[] weights = stock.parameters().toFloatVector();

                assertThat(distance(weights, fused.parameters().toFloatVector()))
                        .isLessThan(1e-4 * distance(weights, before));
                float[] moments = moments(stock);
                assertThat(distance(moments, moments(fused)))
                        .isLessThan(1e-4 * distance(moments, new float[moments.length]));
                assertThat(fused.dl4j().updates()).isEqualTo(UPDATES);
            }
        }
    }

    private static float[] moments(SentimentNetwork network) {
        INDArray moments = network.dl4j().moments();
        return moments.reshape(moments.length()).toFloatVector();
    }

    private static double distance(float[] first, float[] second) {
        double sum = 0;
        for (int index = 0; index < first.length; index++) {
            sum += Math.pow(first[index] - second[index], 2);
        }
        return Math.sqrt(sum);
    }
}
