package io.sentiment.network.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.NetworkState;
import io.sentiment.network.Piece;
import io.sentiment.network.Pooling;
import io.sentiment.network.Precision;
import io.sentiment.network.RandomNetworks;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.cuda.driver.CudaContext;
import io.sentiment.network.cuda.driver.CudaDriver;
import io.sentiment.network.cuda.driver.CudaStream;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Few texts in 16 bits on a GPU whose blocks hear of each other: in the {@link StandIn} each block is a thread. */
class PersistentLstmTest {

    private static final CudaSettings HALF = new CudaSettings(4 << 20, false, Precision.FP16);

    /** Its direction is one launch of 16 blocks. */
    private static final Architecture SMALL = new Architecture(40, 12, Cell.LSTM, 128, 1, false, 9, 0);

    private StandIn standIn;
    private CudaDriver driver;

    @BeforeEach
    void findStandIn() {
        standIn = StandIn.fresh();
        driver = standIn.driver();
    }

    static Stream<Architecture> kinds() {
        return Stream.of(
                SMALL,
                new Architecture(40, 12, Cell.LSTM, 256, 1, true, Pooling.MEAN, 9, 0),
                new Architecture(40, 12, Cell.LSTM, 128, 2, true, Pooling.MAX, 9, 0),
                new Architecture(40, 12, Cell.LSTM, 128, 3, false, Pooling.LAST, 9, 0),
                // As wide as it goes.
                new Architecture(20, 8, Cell.LSTM, 1024, 1, false, Pooling.MAX, 4, 0));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void probabilitiesAreThoseOfDl4jAndOfStepsThatAreLaunchedOneByOne(Architecture architecture) {
        RandomTexts random = new RandomTexts(architecture, 5);
        try (SentimentNetwork network = RandomNetworks.of(architecture)) {
            for (Precision precision : new Precision[] {Precision.FP16, Precision.BF16}) {
                float tolerance = precision == Precision.FP16 ? 1e-3f : 1e-2f;
                CudaSettings settings = new CudaSettings(80 << 20, false, precision);
                try (CudaEngine engine = engine(network, settings)) {
                    for (int rows : new int[] {1, 7, 9, 17, 32}) {
                        List<EncodedText> texts = random.ofAnyLength(rows);
                        long before = standIn.controls().standInLaunchesTogether();
                        assertThat(engine.positiveProbabilities(texts))
                                .as(precision + " " + rows)
                                .containsExactly(network.positiveProbabilities(texts), within(tolerance));
                        assertThat(standIn.controls().standInLaunchesTogether() - before)
                                .isEqualTo((long) architecture.layers() * architecture.directions());
                    }
                }
            }
        }
        standIn.assertClean();
    }

    /** Where inputs are projected as texts are read, and for that for all steps of few texts at once. */
    @Test
    void withoutATableTheInputsOfAllStepsAreProjectedFirst() {
        Architecture manyTokens = new Architecture(20_000, 12, Cell.LSTM, 128, 1, false, 9, 0);
        CudaSettings scarce = new CudaSettings(4 << 20, false, Precision.FP16);
        assertThat(MemoryPlan.of(manyTokens, Numbers.HALF, scarce.deviceBytes(), 0)
                        .table())
                .isFalse();
        List<EncodedText> texts = new RandomTexts(manyTokens, 5).ofAnyLength(20);
        try (SentimentNetwork network = RandomNetworks.of(manyTokens);
                CudaEngine engine = engine(network, scarce)) {
            assertThat(engine.positiveProbabilities(texts))
                    .containsExactly(network.positiveProbabilities(texts), within(1e-3f));
        }
        assertThat(standIn.controls().standInLaunchesTogether()).isEqualTo(1);
        standIn.assertClean();
    }

    /** The first of one token, so that a launch has one step, and others longer than what is computed at once. */
    @Test
    void textsAreReadOnFromTheStateBefore() {
        Architecture longTexts = new Architecture(40, 12, Cell.LSTM, 128, 2, false, 600, 0);
        RandomTexts random = new RandomTexts(longTexts, 5);
        int[] lengths = {3, 1, 1, 300, 5};
        List<EncodedText> pieces = new ArrayList<>();
        for (int length : lengths) {
            pieces.add(random.ofLength(length));
        }
        int[] ids = pieces.stream()
                .flatMapToInt(piece -> Arrays.stream(piece.tokenIds()))
                .toArray();
        EncodedText whole = new EncodedText(ids, ids.length, 0, false);
        try (SentimentNetwork network = RandomNetworks.of(longTexts);
                CudaEngine engine = engine(network, new CudaSettings(64 << 20, false, Precision.FP16))) {
            NetworkState state = null;
            float positive = Float.NaN;
            for (EncodedText piece : pieces) {
                List<Piece> batch = List.of(new Piece(piece, state, true), new Piece(random.ofLength(2), null, true));
                Piece.Reading reading = engine.read(batch).get(0);
                state = reading.after();
                positive = reading.positive();
            }
            assertThat(positive)
                    .isCloseTo(network.positiveProbabilities(List.of(whole))[0], within(1e-3f))
                    .isCloseTo(engine.positiveProbabilities(List.of(whole))[0], within(1e-6f));
        }
        // Two layers; the piece of 300 tokens is more than 256 and so twice as many launches, as is the whole text.
        assertThat(standIn.controls().standInLaunchesTogether()).isEqualTo(2L * (lengths.length + 1 + 2));
        standIn.assertClean();
    }

    @Test
    void moreTextsAreLaunchedStepByStep() {
        assertTogether(SMALL, HALF, 33, 0);
        assertTogether(SMALL, HALF, 32, 1);
    }

    @Test
    void whatDoesNotSuitIsLaunchedStepByStep() {
        assertTogether(new Architecture(40, 12, Cell.LSTM, 120, 1, false, 9, 0), HALF, 3, 0);
        assertTogether(new Architecture(40, 12, Cell.SIMPLE_RNN, 128, 1, false, 9, 0), HALF, 3, 0);
        assertTogether(SMALL, new CudaSettings(4 << 20, false, Precision.FP32), 3, 0);
        assertTogether(SMALL, new CudaSettings(MemoryPlan.least(SMALL, Numbers.HALF), false, Precision.FP16), 3, 0);
        standIn.controls().standInMultiprocessors(15);
        assertTogether(SMALL, HALF, 3, 0);
        standIn.controls().standInMultiprocessors(16);
        assertTogether(SMALL, HALF, 3, 1);
        standIn.devices(1, 75);
        assertTogether(SMALL, HALF, 3, 0);
    }

    @Test
    void whileAnotherEngineHasItsTurnStepsAreLaunchedOneByOne() {
        try (SentimentNetwork network = RandomNetworks.of(SMALL);
                CudaContext context = new CudaContext(driver, standIn.device(driver));
                CudaStream stream = new CudaStream(context);
                PersistentLstm other =
                        new PersistentLstm(context, stream, standIn.device(driver), network.weights(), Numbers.HALF)) {
            other.takeTurn(1);
            assertThat(other.hasTurn()).isTrue();
            assertTogether(SMALL, HALF, 3, 0);
            other.giveTurn();
            assertTogether(SMALL, HALF, 3, 1);
        }
        standIn.assertClean();
    }

    @Test
    void aFailureOfAnyCallLeavesNothingBehindAndGivesTheTurnBack() {
        List<EncodedText> texts = new RandomTexts(SMALL, 5).ofAnyLength(3);
        try (SentimentNetwork network = RandomNetworks.of(SMALL)) {
            boolean reached = true;
            long call = 0;
            while (reached) {
                call++;
                standIn.failAt(call, false);
                Throwable failure = catchThrowable(() -> {
                    try (CudaEngine engine = engine(network, HALF)) {
                        engine.positiveProbabilities(texts);
                    }
                });
                reached = standIn.calls() >= call;
                assertThat(failure != null).as("call " + call).isEqualTo(reached);
                standIn.assertClean();
            }
            assertThat(call).isGreaterThan(40);
        }
        standIn.failAt(0, false);
        assertTogether(SMALL, HALF, 3, 1);
    }

    private void assertTogether(Architecture architecture, CudaSettings settings, int rows, int launches) {
        List<EncodedText> texts = new RandomTexts(architecture, 5).ofAnyLength(rows);
        long before = standIn.controls().standInLaunchesTogether();
        try (SentimentNetwork network = RandomNetworks.of(architecture);
                CudaEngine engine = engine(network, settings)) {
            assertThat(engine.positiveProbabilities(texts))
                    .containsExactly(network.positiveProbabilities(texts), within(1e-3f));
        }
        assertThat(standIn.controls().standInLaunchesTogether() - before).isEqualTo(launches);
    }

    private CudaEngine engine(SentimentNetwork network, CudaSettings settings) {
        return standIn.with(() -> new CudaEngine(driver, standIn.device(driver), network.weights(), settings));
    }
}
