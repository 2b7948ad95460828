package io.sentiment.network.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.Piece;
import io.sentiment.network.Pooling;
import io.sentiment.network.Precision;
import io.sentiment.network.RandomNetworks;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.cuda.StandIn;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.engines.EngineSelection.UnavailableEngineException;
import io.sentiment.text.EncodedText;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** When the GPU computes, and that the CPU does whenever it cannot; the GPU is a {@link StandIn}. */
class GpuSelectionTest {

    private static final long TABLE = 1 << 20;
    private static final Architecture SMALL = new Architecture(40, 5, Cell.LSTM, 7, 2, true, Pooling.MEAN, 9, 0);
    private static final Architecture TINY = new Architecture(9, 3, Cell.LSTM, 4, 1, false, 2, 0);
    private static final List<EncodedText> TEXTS = new RandomTexts(SMALL, 5).ofAnyLength(5);

    private StandIn standIn;

    @BeforeEach
    void findStandIn() {
        standIn = StandIn.fresh();
    }

    @Test
    void automaticSelectionTakesTheGpuAndNamesIt() {
        EngineSelection selection = select("auto", "fp32");

        assertThat(selection.engine()).isEqualTo("cuda");
        assertThat(selection.gpu()).contains("Stand-in");
        try (InferenceEngine engine = open(selection)) {
            assertThat(engine.name()).isEqualTo("cuda");
            assertThat(engine.positiveProbabilities(TEXTS)).containsExactly(expected(), within(1e-5f));
            assertThat(selection.gpuBytes()).isPositive();
        }
        assertThat(selection.gpuFailure()).isEmpty();
        assertThat(selection.gpuBytes()).isZero();
        standIn.assertClean();
    }

    @Test
    void theCpuComputesWhereThereIsNoGpuOrOneThatIsTooOld() {
        standIn.devices(0, 0);
        assertThat(select("auto", "fp32").engine()).isNotEqualTo("cuda");
        standIn.devices(1, 61);
        assertThat(select("auto", "fp32").engine()).isNotEqualTo("cuda");
        assertThat(select("auto", "fp32").gpu()).isEmpty();
    }

    @Test
    void anEngineThatIsNamedMustBeThere() {
        standIn.devices(0, 0);

        assertThatThrownBy(() -> select("cuda", "fp32"))
                .isInstanceOf(UnavailableEngineException.class)
                .hasMessageStartingWith("This machine cannot compute with cuda in fp32. This machine offers dl4j");
    }

    @Test
    void theGpuDoesNotComputeInWholeNumbers() {
        assertThatThrownBy(() -> select("cuda", "int8"))
                .isInstanceOf(UnavailableEngineException.class)
                .hasMessageStartingWith("This machine cannot compute with cuda in int8.")
                .hasMessageContaining("and cuda with fp32, fp16, bf16;");
    }

    @Test
    void halfPrecisionTakesAGpu() {
        EngineSelection selection = select("auto", "fp16");
        assertThat(selection.engine()).isEqualTo("cuda");
        assertThat(selection.precision()).isEqualTo(Precision.FP16);
        assertThat(select("auto", "fp32").precision()).isEqualTo(Precision.FP32);

        standIn.devices(0, 0);
        assertThatThrownBy(() -> select("auto", "fp16"))
                .isInstanceOf(UnavailableEngineException.class)
                .hasMessageStartingWith(
                        "Only a GPU computes in fp16, and this machine has none that does. This machine offers dl4j");
        assertThatThrownBy(() -> select("onednn", "fp16"))
                .isInstanceOf(UnavailableEngineException.class)
                .hasMessageStartingWith("This machine cannot compute with onednn in fp16.");
        assertThatThrownBy(() -> select("dl4j", "fp16"))
                .isInstanceOf(UnavailableEngineException.class)
                .hasMessageStartingWith("The engine dl4j computes only in fp32.");
    }

    @Test
    void behindAGpuInHalfPrecisionTheCpuComputesInSingle() {
        EngineSelection selection = select("auto", "fp16");
        try (InferenceEngine engine = open(selection)) {
            assertThat(engine.positiveProbabilities(TEXTS)).containsExactly(expected(), within(1e-3f));
            standIn.failAt(1, true);
            assertThat(engine.positiveProbabilities(TEXTS)).containsExactly(expected(), within(1e-5f));
            assertThat(selection.precision()).isEqualTo(Precision.FP32);
        }
        standIn.assertClean();
    }

    /** Halves end at 65,504. */
    @Test
    void aVersionThatHalfPrecisionDoesNotSufficeForIsComputedOnTheCpuAndOthersOnTheGpu() {
        EngineSelection selection = select("auto", "fp16");
        SentimentNetwork large = RandomNetworks.of(SMALL);
        large.parameters().muli(1e6);
        try (InferenceEngine onCpu = standIn.with(() -> selection.open(RandomNetworks.stored(large)));
                InferenceEngine onGpu = open(selection)) {
            assertThat(onCpu.name()).isNotEqualTo("cuda");
            assertThat(onGpu.name()).isEqualTo("cuda");
        }
        assertThat(selection.gpuFailure()).isEmpty();
        standIn.assertClean();
    }

    /** Whatever call it is, when the engine is made, checked, used or closed. */
    @Test
    void theCpuAnswersWhenAnyCallFails() {
        List<EncodedText> texts = new RandomTexts(TINY, 5).ofAnyLength(2);
        Logger log = (Logger) LoggerFactory.getLogger(GpuState.class);
        log.setLevel(Level.OFF);
        try (SentimentNetwork network = RandomNetworks.of(TINY)) {
            float[] expected = network.positiveProbabilities(texts);
            boolean reached = true;
            for (long call = 1; reached; call++) {
                for (boolean forGood : new boolean[] {false, true}) {
                    EngineSelection selection = select("auto", "fp32");
                    standIn.failAt(call, forGood);
                    try (InferenceEngine engine = open(selection, TINY)) {
                        assertThat(engine.positiveProbabilities(texts))
                                .as("call " + call)
                                .containsExactly(expected, within(1e-5f));
                        assertThat(engine.positiveProbabilities(texts))
                                .as("after call " + call)
                                .containsExactly(expected, within(1e-5f));
                    }
                    reached = standIn.calls() >= call;
                    standIn.failAt(0, false);
                    standIn.assertClean();
                }
            }
        } finally {
            log.setLevel(null);
        }
    }

    @Test
    void aGpuThatFailedIsLeftAloneAndToldOf() {
        EngineSelection selection = select("auto", "fp32");
        try (InferenceEngine first = open(selection);
                InferenceEngine second = open(selection)) {
            standIn.failAt(1, true);
            first.positiveProbabilities(TEXTS);

            assertThat(selection.gpuFailure())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("CUDA_ERROR_LAUNCH_FAILED"));
            assertThat(first.name()).isNotEqualTo("cuda");
            assertThat(selection.engine()).isNotEqualTo("cuda");
            assertThat(second.positiveProbabilities(TEXTS)).containsExactly(expected(), within(1e-5f));
        }
        standIn.failAt(0, false);
        try (InferenceEngine later = open(selection)) {
            assertThat(later.positiveProbabilities(TEXTS)).containsExactly(expected(), within(1e-5f));
            assertThat(standIn.calls()).isZero();
        }
        standIn.assertClean();
    }

    @Test
    void theCpuGoesOnFromWhatTheGpuRemembers() {
        Architecture forwards = new Architecture(40, 5, Cell.LSTM, 7, 2, false, 9, 0);
        List<EncodedText> parts = new RandomTexts(forwards, 5).ofAnyLength(2);
        EncodedText whole = joined(parts.get(0), parts.get(1));
        EngineSelection selection = select("auto", "fp32");
        try (SentimentNetwork network = RandomNetworks.of(forwards);
                InferenceEngine engine = open(selection, forwards)) {
            Piece.Reading first =
                    engine.read(List.of(new Piece(parts.get(0), null, true))).get(0);
            standIn.failAt(1, true);
            Piece.Reading second = engine.read(List.of(new Piece(parts.get(1), first.after(), false)))
                    .get(0);

            assertThat(selection.gpuFailure()).isPresent();
            assertThat(second.positive()).isCloseTo(network.positiveProbabilities(List.of(whole))[0], within(1e-5f));
        }
        standIn.assertClean();
    }

    private static EncodedText joined(EncodedText one, EncodedText other) {
        int[] ids = IntStream.concat(IntStream.of(one.tokenIds()), IntStream.of(other.tokenIds()))
                .toArray();
        return new EncodedText(ids, ids.length, 0, false);
    }

    @Test
    void aTextThatTheNetworkCannotReadIsRefusedAndTheGpuGoesOn() {
        EngineSelection selection = select("auto", "fp32");
        try (InferenceEngine engine = open(selection)) {
            List<EncodedText> tooLong = List.of(new RandomTexts(SMALL, 1).ofLength(10));
            assertThatThrownBy(() -> engine.positiveProbabilities(tooLong))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(engine.name()).isEqualTo("cuda");
        }
        assertThat(selection.gpuFailure()).isEmpty();
    }

    @Test
    void aVersionThatDoesNotFitTheBoundIsComputedOnTheCpuAndOthersOnTheGpu() {
        EngineSelection selection = standIn.with(() -> EngineSelection.of("auto", "fp32", 2, TABLE, 40 << 20));
        Architecture large = new Architecture(13_000, 200, Cell.LSTM, 7, 1, false, 9, 0);
        try (InferenceEngine onCpu = open(selection, large);
                InferenceEngine onGpu = open(selection)) {
            assertThat(onCpu.name()).isNotEqualTo("cuda");
            assertThat(onGpu.name()).isEqualTo("cuda");
        }
        assertThat(selection.gpuFailure()).isEmpty();
        standIn.assertClean();
    }

    @Test
    void aVersionForWhichTheGpuHasTooLittleMemoryLeftIsComputedOnTheCpu() {
        EngineSelection selection = select("auto", "fp32");
        standIn.memory(1 << 10);
        try (InferenceEngine engine = open(selection)) {
            assertThat(engine.name()).isNotEqualTo("cuda");
        }
        assertThat(selection.gpuFailure()).isEmpty();
        standIn.assertClean();
    }

    private EngineSelection select(String engine, String precision) {
        return standIn.with(() -> EngineSelection.of(engine, precision, 2, TABLE, 64 << 20));
    }

    private InferenceEngine open(EngineSelection selection) {
        return open(selection, SMALL);
    }

    private InferenceEngine open(EngineSelection selection, Architecture architecture) {
        return standIn.with(() -> selection.open(RandomNetworks.stored(architecture)));
    }

    private static float[] expected() {
        try (SentimentNetwork network = RandomNetworks.of(SMALL)) {
            return network.positiveProbabilities(TEXTS);
        }
    }
}
