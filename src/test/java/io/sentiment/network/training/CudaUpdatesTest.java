package io.sentiment.network.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.Architectures;
import io.sentiment.network.Cell;
import io.sentiment.network.Pooling;
import io.sentiment.network.Precision;
import io.sentiment.network.cuda.StandIn;
import io.sentiment.network.dl4j.Continuity;
import io.sentiment.network.dl4j.Regularisation;
import io.sentiment.network.dl4j.Schedule;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.engines.Gpu;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DL4J's updates are the reference; the GPU is a stand-in that computes with the same kernels. */
class CudaUpdatesTest {

    private static final TrainingSettings SETTINGS = new TrainingSettings(1, 9, 0.002, 0.5, 1, 5);

    /** Wider than a tile of a product, and no multiple of one; more texts than a segment of equal tokens has. */
    private static final Architecture WIDE = new Architecture(4, 20, Cell.LSTM, 33, 2, true, Pooling.MAX, 12, 0.2);

    private StandIn standIn;

    @BeforeEach
    void findStandIn() {
        standIn = StandIn.fresh();
    }

    static Stream<Architecture> everyKind() {
        return Stream.concat(
                Architectures.pairs(), Stream.of(WIDE, new Architecture(40, 5, Cell.LSTM, 7, 2, false, 9, 0.3)));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void theWeightsAreThoseThatDl4jTrains(Architecture architecture) {
        onGpu(true).assertSame(architecture, SETTINGS, 2e-5f);
        standIn.assertClean();
    }

    static Stream<Regularisation> everyMethod() {
        return Stream.of(
                new Regularisation(0.1, 0, 0, 0, 0, 0, 0, 0),
                new Regularisation(0, 0.9, 0, 0, 0, 0, 0, 0),
                new Regularisation(0, 0, 0.3, 0, 0, 0, 0, 0),
                new Regularisation(0, 0, 0, 0.3, 0, 0, 0, 0),
                new Regularisation(0, 0, 0, 0, 0.3, 0, 0, 0),
                new Regularisation(0, 0, 0, 0, 0, 0.3, 0, 0),
                new Regularisation(0, 0, 0, 0, 0, 0, 1, 0),
                new Regularisation(0.1, 0.9, 0.1, 0.2, 0.2, 0.2, 1, 0));
    }

    @ParameterizedTest
    @MethodSource("everyMethod")
    void whatKeepsANetworkFromLearningByHeartIsTheSame(Regularisation regularisation) {
        for (Architecture architecture : List.of(
                new Architecture(40, 5, Cell.LSTM, 7, 2, true, Pooling.MEAN, 9, 0.2),
                new Architecture(40, 5, Cell.SIMPLE_RNN, 7, 1, false, Pooling.LAST, 9, 0.2))) {
            TrainingSettings settings =
                    SETTINGS.with(regularisation).with(new Schedule(Schedule.Decay.LINEAR, 0.4, 0.1));
            onGpu(false).assertSame(architecture, settings, 2e-5f);
        }
        standIn.assertClean();
    }

    @Test
    void statesAreCarriedFromBatchToBatch() {
        Architecture architecture = new Architecture(40, 5, Cell.LSTM, 7, 2, false, Pooling.LAST, 9, 0);
        onGpu(true).assertSame(architecture, SETTINGS.with(new Continuity(true, 4)), 2e-5f);
        standIn.assertClean();
    }

    @Test
    void halfPrecisionLearnsTheSameButForItsRounding() {
        standIn = StandIn.forHalfTraining();
        for (boolean cublas : new boolean[] {false, true}) {
            Architecture architecture = new Architecture(40, 8, Cell.LSTM, 12, 1, false, Pooling.LAST, 9, 0);
            List<Batch> batches = UpdatesOnGpu.batches(architecture, SETTINGS);
            try (SentimentNetwork reference = SentimentNetwork.create(architecture, SETTINGS);
                    SentimentNetwork network = SentimentNetwork.create(architecture, SETTINGS)) {
                double[] expected = UpdatesOnGpu.trainByDl4j(reference, SETTINGS, batches, true);
                double[] losses = onGpu(cublas).trainOnGpu(network, SETTINGS, batches, Precision.BF16);
                assertThat(losses).containsExactly(expected, within(2e-3));
                assertThat(losses).isNotEqualTo(expected);
            }
        }
        standIn.assertClean();
    }

    private UpdatesOnGpu onGpu(boolean cublas) {
        Gpu gpu = standIn.with(() -> Gpu.find(1L << 30, Precision.FP32)).orElseThrow();
        return new UpdatesOnGpu(gpu, supplier -> cublas ? standIn.with(supplier::get) : supplier.get());
    }
}
