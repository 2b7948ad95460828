package io.sentiment.network.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.LabelledText;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.cuda.StandIn;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.engines.TrainingDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole training on a stand-in for a GPU, and what becomes of one whose GPU fails. */
@SuppressWarnings("NullAway.Init")
class TrainerOnGpuTest {

    private static final Architecture ARCHITECTURE = new Architecture(20, 8, Cell.LSTM, 12, 1, false, 6, 0.1);
    private static final TrainingSettings SETTINGS =
            new TrainingSettings(3, 16, 0.002, 1, 3, 5).with(TrainingMethods.averageDecay(0.9));
    private static final TrainingTexts TEXTS = new TrainingTexts(
            List.of(new RandomTexts(ARCHITECTURE, 1).labelled(100)),
            Map.<String, List<LabelledText>>of("development", new RandomTexts(ARCHITECTURE, 2).labelled(40)));

    private final List<String> reasons = new ArrayList<>();
    private StandIn standIn;
    private TrainingDevice device;

    @BeforeEach
    void findStandIn() {
        standIn = StandIn.fresh();
        device = standIn.with(() -> TrainingDevice.of("auto", "fp32"));
    }

    @Test
    void aTrainingOnAGpuGivesWhatOneOnTheCpuGives() {
        assertSameAsOnTheCpu();
        assertThat(reasons).isEmpty();
    }

    @Test
    void whatAGpuDoesNotTrainTheCpuTrainsFromTheBeginning() {
        TrainingSettings settings = SETTINGS.with(TrainingMethods.virtualAdversarial(1));
        try (SentimentNetwork expected = SentimentNetwork.create(ARCHITECTURE, settings);
                SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, settings)) {
            train(expected, settings, TrainingDevice.CPU);
            train(network, settings, device);
            assertThat(network.parameters().toFloatVector())
                    .isEqualTo(expected.parameters().toFloatVector());
        }
        assertThat(reasons).isEmpty();
    }

    @Test
    void whenTheGpuFailsTheCpuGoesOnFromTheLastFinishedEpochWithTheSameResult() {
        long calls = callsOfATraining();
        for (double share : new double[] {0.001, 0.2, 0.6, 0.97}) {
            reasons.clear();
            standIn.failAt((long) (calls * share) + 1, true);
            assertSameAsOnTheCpu();
            assertThat(reasons).hasSize(1).first().asString().contains("failed with status");
        }
    }

    @Test
    void aTrainingThatDoesNotFitTheGpuIsDoneOnTheCpu() {
        standIn.memory(100_000);
        device = standIn.with(() -> TrainingDevice.of("cuda", "fp32"));
        assertSameAsOnTheCpu();
        assertThat(reasons)
                .hasSize(1)
                .first()
                .asString()
                .matches("This training needs \\d+ bytes of the GPU's memory, and may take 80000\\.");
    }

    private long callsOfATraining() {
        standIn.failAt(0, false);
        try (SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, SETTINGS)) {
            train(network, device);
        }
        return standIn.calls();
    }

    private void assertSameAsOnTheCpu() {
        try (SentimentNetwork expected = SentimentNetwork.create(ARCHITECTURE, SETTINGS);
                SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, SETTINGS)) {
            TrainingResult onCpu = train(expected, TrainingDevice.CPU);
            TrainingResult onGpu = train(network, device);
            assertThat(onGpu.epochs()).hasSameSizeAs(onCpu.epochs());
            assertThat(onGpu.best().epoch()).isEqualTo(onCpu.best().epoch());
            assertThat(onGpu.best().trainingLoss()).isCloseTo(onCpu.best().trainingLoss(), within(1e-5));
            assertThat(network.parameters().toFloatVector())
                    .containsExactly(expected.parameters().toFloatVector(), within(5e-5f));
        }
        standIn.failAt(0, false);
        standIn.assertClean();
    }

    private TrainingResult train(SentimentNetwork network, TrainingDevice on) {
        return train(network, SETTINGS, on);
    }

    private TrainingResult train(SentimentNetwork network, TrainingSettings settings, TrainingDevice on) {
        TrainingListener listener = new TrainingListener() {
            @Override
            public void leftGpu(String reason) {
                reasons.add(reason);
            }
        };
        return new Trainer(settings, listener, StateKeeper.NONE, on).train(network, TEXTS);
    }
}
