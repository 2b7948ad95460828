package io.sentiment.network.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.Architectures;
import io.sentiment.network.Cell;
import io.sentiment.network.Pooling;
import io.sentiment.network.Precision;
import io.sentiment.network.RandomNetworks;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.cuda.driver.CudaDriver;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.text.EncodedText;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How near DL4J's probabilities those in 16 bits are; the GPU is a {@link StandIn}. */
class HalfPrecisionTest {

    private static final long ROOMY = 64 << 20;

    private StandIn standIn;
    private CudaDriver driver;

    @BeforeEach
    void findStandIn() {
        standIn = StandIn.fresh();
        driver = standIn.driver();
    }

    static Stream<Architecture> everyKind() {
        return Stream.concat(
                Architectures.all().filter(kind -> kind.dropout() == 0),
                Stream.of(
                        // Wider than a tile of the product; not a multiple of it, and a multiple of eight.
                        new Architecture(70, 20, Cell.LSTM, 70, 2, true, Pooling.MAX, 12, 0),
                        new Architecture(70, 16, Cell.LSTM, 72, 2, true, Pooling.MEAN, 12, 0),
                        new Architecture(70, 12, Cell.SIMPLE_RNN, 72, 2, true, Pooling.MAX, 12, 0),
                        // Longer than a piece.
                        new Architecture(40, 5, Cell.LSTM, 8, 2, false, Pooling.LAST, 600, 0)));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void probabilitiesInHalfPrecisionAreThoseOfDl4jToAThousandth(Architecture architecture) {
        assertAgrees(architecture, Precision.FP16, 1e-3f);
    }

    @ParameterizedTest
    @MethodSource("io.sentiment.network.Architectures#pairs")
    void probabilitiesInTheUpperHalvesOfSinglesAreThoseOfDl4jToAHundredth(Architecture architecture) {
        assertAgrees(architecture, Precision.BF16, 1e-2f);
    }

    /** With sizes that are multiples of four and eight wide kernels compute. */
    @Test
    void wideKernelsComputeWhatOthersDo() {
        for (Cell cell : Cell.values()) {
            assertAgrees(new Architecture(70, 12, cell, 72, 2, true, Pooling.MAX, 12, 0), Precision.FP32, 1e-5f);
        }
    }

    /** Turing has no tensor cores for bf16, and its cuBLAS refuses. */
    @Test
    void onATuringTheUpperHalvesOfSinglesAreMultipliedByAKernelOfOurs() {
        standIn.devices(1, 75);
        assertAgrees(new Architecture(40, 5, Cell.LSTM, 8, 2, false, 9, 0), Precision.BF16, 1e-2f);
        assertThat(standIn.controls().standInBlasProducts()).isZero();
        assertAgrees(new Architecture(40, 5, Cell.LSTM, 8, 2, false, 9, 0), Precision.FP16, 1e-3f);
        assertThat(standIn.controls().standInBlasProducts()).isPositive();
    }

    @Test
    void whatIsTakenOfTheDeviceStaysWithinThePlan() {
        Architecture architecture = new Architecture(70, 5, Cell.LSTM, 7, 3, true, Pooling.MAX, 12, 0);
        for (Precision precision : List.of(Precision.FP32, Precision.FP16, Precision.BF16)) {
            Numbers numbers = Numbers.of(precision);
            for (long bound : new long[] {MemoryPlan.least(architecture, numbers), 1L << 20, 1L << 26}) {
                standIn.memory(MemoryPlan.of(architecture, numbers, bound, 0).bytes());
                try (SentimentNetwork network = RandomNetworks.of(architecture);
                        CudaEngine engine = engine(network, new CudaSettings(bound, false, precision))) {
                    assertThat(engine.positiveProbabilities(new RandomTexts(architecture, 5).ofAnyLength(12)))
                            .hasSize(12);
                }
                standIn.assertClean();
            }
        }
    }

    @Test
    void halfPrecisionTakesHalfTheMemory() {
        Architecture reference = new Architecture(10_000, 512, Cell.LSTM, 1024, 1, false, 25, 0);

        assertThat(MemoryPlan.least(reference, Numbers.HALF))
                .isLessThan(MemoryPlan.least(reference, Numbers.SINGLE) * 51 / 100);
    }

    @Test
    void noGpuComputesInWholeNumbers() {
        assertThatThrownBy(() -> new CudaSettings(ROOMY, false, Precision.INT8))
                .hasMessage("The engine cuda does not compute in int8.");
    }

    private void assertAgrees(Architecture architecture, Precision precision, float tolerance) {
        RandomTexts random = new RandomTexts(architecture, 5);
        List<EncodedText> texts = random.ofAnyLength(33);
        long scarce = MemoryPlan.least(architecture, Numbers.of(precision));
        try (SentimentNetwork network = RandomNetworks.of(architecture)) {
            float[] expected = network.positiveProbabilities(texts);
            for (CudaSettings settings : List.of(
                    new CudaSettings(ROOMY, true, precision),
                    new CudaSettings(ROOMY, false, precision),
                    new CudaSettings(scarce, false, precision))) {
                try (CudaEngine engine = engine(network, settings)) {
                    assertThat(engine.positiveProbabilities(texts))
                            .as(architecture + " " + settings)
                            .containsExactly(expected, within(tolerance));
                }
            }
        }
        standIn.assertClean();
    }

    private CudaEngine engine(SentimentNetwork network, CudaSettings settings) {
        return standIn.with(() -> new CudaEngine(driver, standIn.device(driver), network.weights(), settings));
    }
}
