package io.sentiment.network.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sentiment.network.Architecture;
import io.sentiment.network.Architectures;
import io.sentiment.network.Cell;
import io.sentiment.network.Pooling;
import io.sentiment.network.Precision;
import io.sentiment.network.dl4j.Continuity;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.engines.Gpu;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link CudaUpdatesTest} promises, on the GPU of this machine. */
@SuppressWarnings("NullAway.Init")
class CudaUpdatesOnGpuTest {

    private static final TrainingSettings SETTINGS = new TrainingSettings(1, 9, 0.002, 0.5, 1, 5);

    private UpdatesOnGpu onGpu;

    @BeforeEach
    void findGpu() {
        Optional<Gpu> gpu = Gpu.find(1L << 30, Precision.FP32);
        assumeTrue(gpu.isPresent(), "this machine has no GPU of NVIDIA that is new enough");
        onGpu = new UpdatesOnGpu(gpu.orElseThrow(), Supplier::get);
    }

    static Stream<Architecture> kinds() {
        return Stream.concat(
                Architectures.all(),
                Stream.of(
                        new Architecture(70, 20, Cell.LSTM, 260, 2, true, Pooling.MAX, 12, 0.2),
                        new Architecture(2000, 512, Cell.LSTM, 1024, 1, false, Pooling.LAST, 25, 0)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theWeightsAreThoseThatDl4jTrains(Architecture architecture) {
        onGpu.assertSame(architecture, SETTINGS, 2e-5f);
        onGpu.assertSame(architecture, SETTINGS.with(TrainingMethods.ALL), 5e-5f);
    }

    @Test
    void statesAreCarriedFromBatchToBatch() {
        Architecture architecture = new Architecture(40, 5, Cell.LSTM, 7, 2, false, Pooling.LAST, 9, 0);
        onGpu.assertSame(architecture, SETTINGS.with(new Continuity(true, 4)), 2e-5f);
    }

    @Test
    void halfPrecisionLearnsTheSameButForItsRounding() {
        Architecture architecture = new Architecture(40, 64, Cell.LSTM, 96, 1, false, Pooling.LAST, 9, 0);
        List<Batch> batches = UpdatesOnGpu.batches(architecture, SETTINGS);
        try (SentimentNetwork reference = SentimentNetwork.create(architecture, SETTINGS);
                SentimentNetwork network = SentimentNetwork.create(architecture, SETTINGS)) {
            double[] expected = UpdatesOnGpu.trainByDl4j(reference, SETTINGS, batches, true);
            assertThat(onGpu.trainOnGpu(network, SETTINGS, batches, Precision.BF16))
                    .containsExactly(expected, within(2e-3));
        }
    }
}
