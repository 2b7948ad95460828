package io.sentiment.network.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.NetworkState;
import io.sentiment.network.Piece;
import io.sentiment.network.Piece.Reading;
import io.sentiment.network.Pooling;
import io.sentiment.network.Precision;
import io.sentiment.network.RandomNetworks;
import io.sentiment.network.cuda.CudaEngine;
import io.sentiment.network.cuda.CudaSettings;
import io.sentiment.network.cuda.StandIn;
import io.sentiment.network.cuda.driver.CudaDriver;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.engine.OneDnnEngine;
import io.sentiment.network.onednn.engine.OneDnnSettings;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts in pieces, each read on from what the network remembers of those before. */
class ReadingOnTest {

    private static final int MOST_PIECES = 10;
    private static final int LONGEST = 60;
    private static final Architecture NARROW = new Architecture(40, 20, Cell.LSTM, 24, 1, false, 12, 0);

    private final Random random = new Random(4);

    static Stream<Architecture> forwards() {
        return Stream.of(
                NARROW,
                new Architecture(40, 20, Cell.LSTM, 24, 3, false, 12, 0),
                new Architecture(40, 20, Cell.LSTM, 260, 2, false, 12, 0),
                new Architecture(40, 20, Cell.LSTM, 520, 1, false, 12, 0),
                new Architecture(40, 20, Cell.SIMPLE_RNN, 24, 2, false, 12, 0),
                new Architecture(40, 20, Cell.SIMPLE_RNN, 520, 1, false, 12, 0));
    }

    /** The stand-in for a GPU takes long for many units. */
    static Stream<Architecture> narrow() {
        return forwards().filter(architecture -> architecture.hiddenSize() < 100);
    }

    static Stream<Architecture> stateless() {
        return Stream.of(
                new Architecture(40, 20, Cell.LSTM, 24, 1, true, 12, 0),
                new Architecture(40, 20, Cell.LSTM, 24, 1, false, Pooling.MAX, 12, 0));
    }

    @ParameterizedTest
    @MethodSource("forwards")
    void theLastPieceGetsWhatTheWholeTextGets(Architecture architecture) {
        assumeTrue(OneDnn.objection() == null, "this machine has no oneDNN");
        try (SentimentNetwork network = RandomNetworks.of(architecture)) {
            for (int threads : new int[] {1, 2, 3}) {
                for (long table : new long[] {0, 1 << 20}) {
                    try (InferenceEngine engine =
                            new OneDnnEngine(network.weights(), new OneDnnSettings(Precision.FP32, threads, table))) {
                        assertReadsOn(engine, 1e-6, 40);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aThousandTextsInEachPrecision(Precision precision) {
        assumeTrue(OneDnn.objection() == null, "this machine has no oneDNN");
        assumeTrue(OneDnn.precisions().contains(precision), "this CPU has no " + precision);
        try (SentimentNetwork network = RandomNetworks.of(new Architecture(40, 20, Cell.LSTM, 128, 1, false, 12, 0));
                InferenceEngine engine =
                        new OneDnnEngine(network.weights(), new OneDnnSettings(precision, 2, 1 << 20))) {
            assertReadsOn(engine, 1e-6, 1_000);
        }
    }

    @ParameterizedTest
    @MethodSource("forwards")
    void dl4jReadsOnAsItPredicts(Architecture architecture) {
        try (InferenceEngine engine = new Dl4jEngine(RandomNetworks.of(architecture))) {
            assertReadsOn(engine, 1e-5, 10);
        }
    }

    @ParameterizedTest
    @MethodSource("narrow")
    void theGpuReadsOnAsItPredicts(Architecture architecture) {
        StandIn standIn = StandIn.fresh();
        CudaDriver driver = standIn.driver();
        for (long deviceBytes : new long[] {1 << 20, 1 << 30}) {
            try (SentimentNetwork network = RandomNetworks.of(architecture);
                    InferenceEngine engine = new CudaEngine(
                            driver, standIn.device(driver), network.weights(), new CudaSettings(deviceBytes, false))) {
                assertReadsOn(engine, 1e-6, 10);
            }
        }
        standIn.assertClean();
    }

    @Test
    void aTextOfAnyLengthIsReadAlsoWhereLayersAreStacked() {
        assumeTrue(OneDnn.objection() == null, "this machine has no oneDNN");
        Architecture stacked = new Architecture(40, 20, Cell.LSTM, 24, 2, false, 12, 0);
        List<EncodedText> texts = List.of(text(9_000), text(4_096), text(4_097), text(3));
        try (SentimentNetwork network = RandomNetworks.of(stacked);
                InferenceEngine engine =
                        new OneDnnEngine(network.weights(), new OneDnnSettings(Precision.FP32, 2, 1 << 20))) {
            assertThat(engine.positiveProbabilities(texts))
                    .containsExactly(network.positiveProbabilities(texts), within(1e-5f));
        }
    }

    @ParameterizedTest
    @MethodSource("stateless")
    void aNetworkThatHasSeenTheEndCannotReadOn(Architecture architecture) {
        Piece piece = new Piece(text(3), null, true);
        try (SentimentNetwork network = RandomNetworks.of(architecture)) {
            assertThatIllegalArgumentException().isThrownBy(() -> network.read(piece));
            if (OneDnn.objection() == null) {
                try (InferenceEngine engine =
                        new OneDnnEngine(network.weights(), new OneDnnSettings(Precision.FP32, 1, 0))) {
                    assertThatIllegalArgumentException().isThrownBy(() -> engine.read(List.of(piece)));
                }
            }
        }
    }

    @Test
    void aStateOfAnotherShapeIsRefused() {
        NetworkState narrower = new NetworkState(List.of(new NetworkState.Layer(new float[23], new float[24])));
        try (SentimentNetwork network = RandomNetworks.of(NARROW)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.read(new Piece(text(3), narrower, false)))
                    .withMessageContaining("state");
        }
    }

    /** All texts go on together, piece by piece, and beside them whole texts are read. */
    private void assertReadsOn(InferenceEngine engine, double tolerance, int count) {
        List<EncodedText> texts = IntStream.range(0, count)
                .mapToObj(index -> text(1 + random.nextInt(LONGEST)))
                .toList();
        float[] expected = engine.positiveProbabilities(texts);
        List<List<EncodedText>> pieces = texts.stream().map(this::cut).toList();
        NetworkState[] states = new NetworkState[count];
        float[] actual = new float[count];
        for (int round = 0; round < MOST_PIECES; round++) {
            List<Piece> batch = new ArrayList<>();
            List<Integer> read = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                batch.add(Piece.whole(texts.get(index)));
                read.add(-1);
                if (round < pieces.get(index).size()) {
                    batch.add(new Piece(pieces.get(index).get(round), states[index], true));
                    read.add(index);
                }
            }
            List<Reading> readings = engine.read(batch);
            for (int row = 0; row < batch.size(); row++) {
                if (read.get(row) >= 0) {
                    actual[read.get(row)] = readings.get(row).positive();
                    states[read.get(row)] = readings.get(row).after();
                }
            }
        }
        assertThat(actual).containsExactly(expected, within((float) tolerance));
    }

    private List<EncodedText> cut(EncodedText text) {
        int[] ids = text.tokenIds();
        int pieces = 1 + random.nextInt(Math.min(MOST_PIECES, ids.length));
        int[] ends = pieces == 1
                ? new int[0]
                : random.ints(1, ids.length)
                        .distinct()
                        .limit(pieces - 1L)
                        .sorted()
                        .toArray();
        List<EncodedText> cut = new ArrayList<>();
        int start = 0;
        for (int piece = 0; piece < pieces; piece++) {
            int end = piece < ends.length ? ends[piece] : ids.length;
            cut.add(encoded(Arrays.copyOfRange(ids, start, end)));
            start = end;
        }
        return cut;
    }

    private EncodedText text(int length) {
        return encoded(random.ints(length, 0, 40).toArray());
    }

    private static EncodedText encoded(int[] ids) {
        return new EncodedText(ids, ids.length, 0, false);
    }
}
