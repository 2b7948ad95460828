package io.sentiment.network.onednn;

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
import io.sentiment.network.SentimentNetwork;
import io.sentiment.text.EncodedText;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DL4J's probabilities are the reference. */
class OneDnnEngineTest {

    private static final long TABLE = 1 << 20;
    private static final long NO_TABLE = 0;

    /** Units for two threads, one of which gets more. */
    private static final Architecture WIDE = new Architecture(40, 20, Cell.LSTM, 200, 2, true, 12, 0);

    private static final Architecture WIDE_MEAN =
            new Architecture(40, 20, Cell.LSTM, 200, 2, true, Pooling.MEAN, 12, 0);
    private static final Architecture WIDE_MAX = new Architecture(40, 20, Cell.LSTM, 200, 1, true, Pooling.MAX, 12, 0);

    static Stream<Architecture> all() {
        return Stream.concat(
                        Architectures.all(),
                        Stream.of(
                                WIDE,
                                WIDE_MEAN,
                                WIDE_MAX,
                                new Architecture(40, 20, Cell.SIMPLE_RNN, 130, 1, false, 12, 0),
                                new Architecture(40, 20, Cell.LSTM, 130, 1, false, 12, 0)))
                .filter(architecture -> architecture.dropout() == 0);
    }

    @ParameterizedTest
    @MethodSource("all")
    void probabilitiesAreThoseOfDl4j(Architecture architecture) {
        for (long table : new long[] {TABLE, NO_TABLE}) {
            // Networks as narrow as most of these are not shared out.
            for (int threads : architecture.hiddenSize() < 128 ? new int[] {1} : new int[] {1, 2, 3}) {
                assertAgrees(architecture, new OneDnnSettings(Precision.FP32, threads, table), 1e-5);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void lowPrecisionStaysNearDl4j(Architecture architecture) {
        for (long table : new long[] {TABLE, NO_TABLE}) {
            assertAgrees(architecture, new OneDnnSettings(Precision.BF16, 2, table), 0.02);
            assertAgrees(architecture, new OneDnnSettings(Precision.INT8, 2, table), 0.02);
        }
    }

    private static void assertAgrees(Architecture architecture, OneDnnSettings settings, double tolerance) {
        assumeTrue(OneDnn.precisions().contains(settings.precision()), "this CPU has no " + settings.precision());
        RandomTexts random = new RandomTexts(architecture, 5);
        try (SentimentNetwork network = RandomNetworks.of(architecture);
                OneDnnEngine engine = new OneDnnEngine(network.weights(), settings)) {
            for (int batch : new int[] {1, 2, 3, 7, 33, 1, 128, 300}) {
                List<EncodedText> texts = random.ofAnyLength(batch);
                float[] expected = network.positiveProbabilities(texts);
                float[] actual = engine.positiveProbabilities(texts);
                assertThat(actual).hasSameSizeAs(expected);
                for (int text = 0; text < expected.length; text++) {
                    assertThat(actual[text])
                            .as(architecture + " " + settings + " " + batch)
                            .isCloseTo(expected[text], within((float) tolerance));
                }
            }
        }
    }
}
