package io.sentiment.network.onednn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sentiment.network.Architecture;
import io.sentiment.network.Architectures;
import io.sentiment.network.Cell;
import io.sentiment.network.Pooling;
import io.sentiment.network.Precision;
import io.sentiment.network.RandomNetworks;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.kernels.Kernels;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DL4J's probabilities are the reference. */
class OneDnnEngineTest {

    private static final long TABLE = 1 << 20;
    private static final long NO_TABLE = 0;

    /** So wide that threads share out the units; one of them gets more. */
    private static final Architecture WIDE = new Architecture(40, 20, Cell.LSTM, 260, 2, true, 12, 0);

    private static final Architecture WIDE_MEAN =
            new Architecture(40, 20, Cell.LSTM, 260, 2, true, Pooling.MEAN, 12, 0);
    private static final Architecture WIDE_MAX = new Architecture(40, 20, Cell.LSTM, 260, 1, true, Pooling.MAX, 12, 0);

    static Stream<Architecture> narrowAndWide() {
        return Stream.concat(
                Architectures.pairs(),
                Stream.of(
                        WIDE,
                        WIDE_MEAN,
                        WIDE_MAX,
                        new Architecture(40, 64, Cell.LSTM, 512, 2, false, 12, 0),
                        new Architecture(40, 20, Cell.SIMPLE_RNN, 520, 1, false, 12, 0),
                        new Architecture(40, 20, Cell.LSTM, 130, 1, false, 12, 0)));
    }

    @ParameterizedTest
    @MethodSource("narrowAndWide")
    void probabilitiesAreThoseOfDl4j(Architecture architecture) {
        List<OneDnnSettings> settings = new ArrayList<>();
        for (long table : new long[] {TABLE, NO_TABLE}) {
            for (int threads : new int[] {1, 2, 3}) {
                settings.add(new OneDnnSettings(Precision.FP32, threads, table));
            }
        }
        assertAgree(architecture, settings, 1e-5);
    }

    @ParameterizedTest
    @MethodSource("narrowAndWide")
    void lowPrecisionStaysNearDl4j(Architecture architecture) {
        List<OneDnnSettings> settings = new ArrayList<>();
        for (Precision precision : List.of(Precision.BF16, Precision.INT8)) {
            assumeTrue(OneDnn.precisions().contains(precision), "this CPU has no " + precision);
            settings.add(new OneDnnSettings(precision, 2, TABLE));
            settings.add(new OneDnnSettings(precision, 2, NO_TABLE));
        }
        assertAgree(architecture, settings, 0.02);
    }

    @ParameterizedTest
    @MethodSource("narrowAndWide")
    void lanesThatComputeAtTheSameTimeAnswerAsTheWholeEngineDoes(Architecture architecture) {
        assumeTrue(OneDnn.objection() == null, "this machine has no oneDNN");
        RandomTexts random = new RandomTexts(architecture, 6);
        List<List<EncodedText>> batches =
                IntStream.of(1, 20, 7, 33, 128).mapToObj(random::ofAnyLength).toList();
        for (long table : new long[] {TABLE, NO_TABLE}) {
            try (SentimentNetwork network = RandomNetworks.of(architecture);
                    OneDnnEngine engine =
                            new OneDnnEngine(network.weights(), new OneDnnSettings(Precision.FP32, 3, table))) {
                assertThat(engine.lanes()).hasSize(architecture.layers() == 1 ? 3 : 0);
                List<float[]> expected =
                        batches.stream().map(engine::positiveProbabilities).toList();
                engine.lanes().parallelStream().forEach(lane -> {
                    for (int batch = 0; batch < batches.size(); batch++) {
                        assertThat(lane.positiveProbabilities(batches.get(batch)))
                                .containsExactly(expected.get(batch), within(1e-6f));
                    }
                });
            }
        }
    }

    private static void assertAgree(Architecture architecture, List<OneDnnSettings> allSettings, double tolerance) {
        assumeTrue(OneDnn.objection() == null, "this machine has no oneDNN");
        RandomTexts random = new RandomTexts(architecture, 5);
        try (SentimentNetwork network = RandomNetworks.of(architecture)) {
            List<List<EncodedText>> batches = IntStream.of(1, 2, 3, 7, 8, 33, 1, 128, 300)
                    .mapToObj(random::ofAnyLength)
                    .toList();
            List<float[]> expected =
                    batches.stream().map(network::positiveProbabilities).toList();
            for (OneDnnSettings settings : allSettings) {
                for (String kernels : List.of("any", "none")) {
                    try (OneDnnEngine engine = open(network, settings, kernels)) {
                        for (int batch = 0; batch < batches.size(); batch++) {
                            assertThat(engine.positiveProbabilities(batches.get(batch)))
                                    .as(architecture + " " + settings + " " + batch + " kernels: " + kernels)
                                    .containsExactly(expected.get(batch), within((float) tolerance));
                        }
                    }
                }
            }
        }
    }

    /** @param kernels "none" where Java and oneDNN are to compute alone, as they do on other machines */
    private static OneDnnEngine open(SentimentNetwork network, OneDnnSettings settings, String kernels) {
        System.setProperty(Kernels.SWITCH, kernels);
        try {
            return new OneDnnEngine(network.weights(), settings);
        } finally {
            System.clearProperty(Kernels.SWITCH);
        }
    }
}
