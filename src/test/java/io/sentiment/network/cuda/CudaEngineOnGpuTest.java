package io.sentiment.network.cuda;

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
import io.sentiment.network.cuda.driver.CudaDevice;
import io.sentiment.network.cuda.driver.CudaDriver;
import io.sentiment.network.cuda.driver.CudaException;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.text.EncodedText;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/** What {@link CudaEngineTest} promises, on the GPU of this machine. */
@SuppressWarnings("NullAway.Init")
class CudaEngineOnGpuTest {

    private CudaDriver driver;
    private CudaDevice device;

    @BeforeEach
    void findGpu() {
        driver = load();
        List<CudaDevice> devices = driver.devices();
        assumeTrue(!devices.isEmpty() && devices.get(0).capability() >= 75, "this machine has no GPU of today");
        device = devices.get(0);
    }

    private static CudaDriver load() {
        try {
            return CudaDriver.load();
        } catch (CudaException | LinkageError e) {
            throw new TestAbortedException("this machine has no driver of NVIDIA", e);
        }
    }

    static Stream<Architecture> kinds() {
        return Stream.concat(
                Architectures.all().filter(kind -> kind.dropout() == 0),
                Stream.of(
                        new Architecture(70, 20, Cell.LSTM, 260, 2, true, 12, 0),
                        new Architecture(70, 16, Cell.LSTM, 264, 2, true, 12, 0),
                        new Architecture(70, 16, Cell.SIMPLE_RNN, 264, 2, true, 12, 0),
                        new Architecture(70, 16, Cell.LSTM, 128, 2, true, Pooling.MEAN, 12, 0),
                        new Architecture(40, 5, Cell.LSTM, 7, 2, false, 600, 0),
                        new Architecture(2000, 512, Cell.LSTM, 1024, 1, false, 25, 0)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void probabilitiesAreThoseOfDl4jWithCublasAndWithoutWithATableAndWithout(Architecture architecture) {
        RandomTexts random = new RandomTexts(architecture, 5);
        try (SentimentNetwork network = RandomNetworks.of(architecture)) {
            List<List<EncodedText>> batches = IntStream.of(1, 1, 1, 3, 12, 32, 33, 33, 33, 300, 2_000)
                    .mapToObj(random::ofAnyLength)
                    .toList();
            List<float[]> expected =
                    batches.stream().map(network::positiveProbabilities).toList();
            for (CudaSettings settings : List.of(
                    new CudaSettings(1L << 30, true),
                    new CudaSettings(1L << 30, false),
                    new CudaSettings(MemoryPlan.least(architecture, Numbers.SINGLE), false),
                    new CudaSettings(1L << 30, true, Precision.FP16),
                    new CudaSettings(1L << 30, false, Precision.FP16),
                    new CudaSettings(1L << 30, true, Precision.BF16),
                    new CudaSettings(1L << 30, false, Precision.BF16))) {
                float tolerance = switch (settings.precision()) {
                    case FP16 -> 1e-3f;
                    case BF16 -> 1e-2f;
                    default -> 1e-5f;
                };
                try (CudaEngine engine = new CudaEngine(driver, device, network.weights(), settings)) {
                    for (int batch = 0; batch < batches.size(); batch++) {
                        assertThat(engine.positiveProbabilities(batches.get(batch)))
                                .as(architecture + " " + settings + " " + batch)
                                .containsExactly(expected.get(batch), within(tolerance));
                    }
                }
            }
        }
    }
}
