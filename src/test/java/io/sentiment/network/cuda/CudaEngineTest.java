package io.sentiment.network.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.Architectures;
import io.sentiment.network.Cell;
import io.sentiment.network.Pooling;
import io.sentiment.network.Precision;
import io.sentiment.network.RandomNetworks;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.cuda.driver.CudaDriver;
import io.sentiment.network.cuda.driver.CudaException;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.NestedExceptionUtils;

/** DL4J's probabilities are the reference; the GPU is a {@link StandIn} that computes with the same kernels. */
class CudaEngineTest {

    private static final CudaSettings ROOMY = new CudaSettings(64 << 20, false);

    /** Wider than a tile of the product, and no multiple of one. */
    private static final Architecture WIDE = new Architecture(70, 20, Cell.LSTM, 70, 2, true, Pooling.MAX, 12, 0);

    /** Longer than a piece. */
    private static final Architecture LONG = new Architecture(40, 5, Cell.LSTM, 7, 2, false, Pooling.LAST, 600, 0);

    private static final Architecture LONG_MEAN =
            new Architecture(40, 5, Cell.SIMPLE_RNN, 7, 1, false, Pooling.MEAN, 600, 0);

    private static final Architecture STACKED = new Architecture(40, 5, Cell.LSTM, 7, 2, true, Pooling.MEAN, 9, 0);

    private StandIn standIn;
    private CudaDriver driver;

    @BeforeEach
    void findStandIn() {
        standIn = StandIn.fresh();
        driver = standIn.driver();
    }

    static Stream<Architecture> everyKind() {
        return Stream.concat(Architectures.all().filter(kind -> kind.dropout() == 0), Stream.of(WIDE, LONG, LONG_MEAN));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void probabilitiesAreThoseOfDl4jWithATableAndWithout(Architecture architecture) {
        try (SentimentNetwork network = RandomNetworks.of(architecture)) {
            long withTable = MemoryPlan.of(architecture, Numbers.SINGLE, ROOMY.deviceBytes(), 0)
                    .bytes();
            assertThat(MemoryPlan.of(architecture, Numbers.SINGLE, ROOMY.deviceBytes(), 0)
                            .table())
                    .isTrue();
            assertAgrees(
                    network, ROOMY, architecture.maximumLength() > 100 ? new int[] {5} : new int[] {1, 2, 7, 33, 130});
            CudaSettings scarce = new CudaSettings(MemoryPlan.least(architecture, Numbers.SINGLE), false);
            assertThat(scarce.deviceBytes()).isLessThan(withTable);
            assertAgrees(network, scarce, 1, 3);
        }
        standIn.assertClean();
    }

    @Test
    void whatIsTakenOfTheDeviceStaysWithinThePlanAndIsCounted() {
        for (long bound :
                new long[] {MemoryPlan.least(WIDE, Numbers.SINGLE), 2 * MemoryPlan.least(WIDE, Numbers.SINGLE), 1L << 30
                }) {
            standIn.controls().standInReset();
            standIn.memory(MemoryPlan.of(WIDE, Numbers.SINGLE, bound, 0).bytes());
            try (SentimentNetwork network = RandomNetworks.of(WIDE);
                    CudaEngine engine = engine(network, new CudaSettings(bound, false))) {
                assertThat(engine.positiveProbabilities(new RandomTexts(WIDE, 5).ofAnyLength(12)))
                        .hasSize(12);
                assertThat(driver.allocatedBytes())
                        .isPositive()
                        .isLessThanOrEqualTo(bound)
                        .isEqualTo(standIn.controls().standInBytes());
            }
            assertThat(driver.allocatedBytes()).isZero();
            standIn.assertClean();
        }
    }

    @Test
    void aNetworkThatDoesNotFitTheBoundIsRefusedWithBothNumbers() {
        long least = MemoryPlan.least(WIDE, Numbers.SINGLE);
        try (SentimentNetwork network = RandomNetworks.of(WIDE)) {
            assertThatThrownBy(() -> engine(network, new CudaSettings(least - 1, false)))
                    .hasMessage("This network needs " + least + " bytes of the GPU's memory, and may take "
                            + (least - 1) + ".");
        }
        standIn.assertClean();
    }

    @Test
    void cublasMultipliesWhereTheMachineHasIt() {
        try (SentimentNetwork network = RandomNetworks.of(WIDE)) {
            assertAgrees(network, new CudaSettings(ROOMY.deviceBytes(), true), 1, 40);
        }
        assertThat(standIn.controls().standInBlasProducts()).isPositive();
        standIn.assertClean();
    }

    @Test
    void aFailureOfAnyCallIsToldByItsNameAndLeavesNothingBehind() {
        try (SentimentNetwork network = RandomNetworks.of(STACKED)) {
            List<EncodedText> texts = new RandomTexts(STACKED, 5).ofAnyLength(3);
            for (CudaSettings settings : List.of(
                    ROOMY,
                    new CudaSettings(ROOMY.deviceBytes(), true),
                    new CudaSettings(ROOMY.deviceBytes(), true, Precision.FP16))) {
                long call = 0;
                boolean reached = true;
                while (reached) {
                    call++;
                    standIn.failAt(call, false);
                    Throwable failure = catchThrowable(() -> use(network, settings, texts));
                    reached = standIn.calls() >= call;
                    if (failure != null) {
                        assertThat(NestedExceptionUtils.getMostSpecificCause(failure))
                                .as("call " + call)
                                .hasMessageMatching(
                                        "cu\\w+( of [\\w ]+)? failed with status \\d+ \\((CUDA_ERROR|CUBLAS_STATUS)_\\w+\\)\\.");
                    }
                    // Without cuBLAS the engine does without, so that its calls alone may fail unseen.
                    assertThat(failure != null || !reached || settings.cublas())
                            .as("call " + call)
                            .isTrue();
                    standIn.assertClean();
                }
                assertThat(call).isGreaterThan(60);
            }
        }
    }

    @Test
    void aDeviceThatIsLostForGoodIsToldToo() {
        try (SentimentNetwork network = RandomNetworks.of(STACKED);
                CudaEngine engine = engine(network, ROOMY)) {
            standIn.failAt(3, true);
            assertThatThrownBy(() -> engine.positiveProbabilities(new RandomTexts(STACKED, 5).ofAnyLength(3)))
                    .isInstanceOf(CudaException.class)
                    .hasMessageContaining("CUDA_ERROR_LAUNCH_FAILED");
            assertThatThrownBy(engine::close).hasRootCauseInstanceOf(CudaException.class);
        }
        standIn.assertClean();
    }

    @Test
    void aShapeThatComesAgainIsOneLaunchAndGivesTheSame() {
        try (SentimentNetwork network = RandomNetworks.of(STACKED);
                CudaEngine engine = engine(network, ROOMY)) {
            RandomTexts random = new RandomTexts(STACKED, 5);
            for (int batch = 0; batch < 4; batch++) {
                // Nine and ten rows are of one shape, and so are their steps.
                List<EncodedText> texts = new ArrayList<>(random.ofAnyLength(8 + batch % 2));
                texts.add(random.ofLength(STACKED.maximumLength()));
                long launches = standIn.controls().standInLaunches();
                assertThat(engine.positiveProbabilities(texts))
                        .containsExactly(network.positiveProbabilities(texts), within(1e-5f));
                assertThat(standIn.controls().standInGraphLaunches()).isEqualTo(batch);
                if (batch > 1) {
                    assertThat(standIn.controls().standInLaunches()).isEqualTo(launches);
                }
            }
        }
        standIn.assertClean();
    }

    /** A graph computes all rows at all steps: 200 texts are one where they are of one length, and not where they are of any. */
    @Test
    void aLargeBatchIsOneLaunchWhereItsTextsAreAboutAsLong() {
        Architecture architecture = new Architecture(9, 3, Cell.SIMPLE_RNN, 4, 1, false, 12, 0);
        try (SentimentNetwork network = RandomNetworks.of(architecture);
                CudaEngine engine = engine(network, ROOMY)) {
            RandomTexts random = new RandomTexts(architecture, 5);
            for (int launched : new int[] {0, 1}) {
                List<EncodedText> texts = Stream.generate(() -> random.ofLength(launched == 0 ? 1 : 12))
                        .limit(100)
                        .collect(Collectors.toCollection(ArrayList::new));
                texts.addAll(Collections.nCopies(100, random.ofLength(12)));
                for (int time = 0; time < 2; time++) {
                    assertThat(engine.positiveProbabilities(texts))
                            .containsExactly(network.positiveProbabilities(texts), within(1e-5f));
                }
                assertThat(standIn.controls().standInGraphLaunches()).isEqualTo(launched);
            }
        }
        standIn.assertClean();
    }

    @Test
    void moreTextsThanAreComputedTogetherAreAllAnswered() {
        Architecture architecture = new Architecture(9, 3, Cell.LSTM, 4, 1, false, 3, 0);
        assertThat(MemoryPlan.of(architecture, Numbers.SINGLE, ROOMY.deviceBytes(), 0)
                        .rows())
                .isEqualTo(8192);
        try (SentimentNetwork network = RandomNetworks.of(architecture)) {
            assertAgrees(network, ROOMY, 8_200);
        }
        standIn.assertClean();
    }

    @Test
    void noMoreShapesAreKeptThanTheBound() {
        Architecture architecture = new Architecture(9, 3, Cell.SIMPLE_RNN, 4, 1, false, 40, 0);
        try (SentimentNetwork network = RandomNetworks.of(architecture);
                CudaEngine engine = engine(network, ROOMY)) {
            RandomTexts random = new RandomTexts(architecture, 5);
            long alive = standIn.controls().standInAlive();
            for (int rows : new int[] {1, 2, 3, 4}) {
                for (int length = 1; length <= 40; length++) {
                    List<EncodedText> texts = Collections.nCopies(rows, random.ofLength(length));
                    engine.positiveProbabilities(texts);
                    engine.positiveProbabilities(texts);
                }
            }
            assertThat(standIn.controls().standInAlive() - alive).isEqualTo(Graphs.MOST_SHAPES);
        }
        standIn.assertClean();
    }

    @Test
    void aDriverWithoutGraphsComputesWithout() {
        standIn = StandIn.withoutGraphs();
        driver = standIn.driver();
        try (SentimentNetwork network = RandomNetworks.of(STACKED)) {
            assertAgrees(network, ROOMY, 3, 3, 3);
        }
        standIn.assertClean();
    }

    @Test
    void noTextsAreNoProbabilities() {
        try (SentimentNetwork network = RandomNetworks.of(WIDE);
                CudaEngine engine = engine(network, ROOMY)) {
            assertThat(engine.positiveProbabilities(List.of())).isEmpty();
        }
    }

    private CudaEngine engine(SentimentNetwork network, CudaSettings settings) {
        return standIn.with(() -> new CudaEngine(driver, standIn.device(driver), network.weights(), settings));
    }

    private void use(SentimentNetwork network, CudaSettings settings, List<EncodedText> texts) {
        try (CudaEngine engine = engine(network, settings)) {
            engine.positiveProbabilities(texts);
            engine.positiveProbabilities(texts);
        }
    }

    private void assertAgrees(SentimentNetwork network, CudaSettings settings, int... sizes) {
        Architecture architecture = network.architecture();
        RandomTexts random = new RandomTexts(architecture, 5);
        List<List<EncodedText>> batches =
                IntStream.of(sizes).mapToObj(random::ofAnyLength).toList();
        try (CudaEngine engine = engine(network, settings)) {
            for (List<EncodedText> batch : batches) {
                assertThat(engine.positiveProbabilities(batch))
                        .as(architecture + " " + settings + " " + batch.size())
                        .containsExactly(network.positiveProbabilities(batch), within(1e-5f));
            }
        }
    }
}
