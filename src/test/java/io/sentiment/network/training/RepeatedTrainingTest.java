package io.sentiment.network.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Evaluation;
import io.sentiment.network.LabelledText;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.engines.TrainingDevice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class RepeatedTrainingTest {

    private static final Architecture ARCHITECTURE = new Architecture(20, 8, Cell.LSTM, 12, 1, false, 6, 0.1);

    private static final TrainingSettings BEFORE = new TrainingSettings(8, 16, 0.02, 1, 8, 5);

    /** Runs that stay close to the pre-trained weights that they begin with, so that their mean is better than each. */
    private static final TrainingSettings GENTLE = new TrainingSettings(3, 16, 0.02, 1, 3, 5);

    /** Runs that end far apart, so that a mean is none of them. */
    private static final TrainingSettings RESTLESS = new TrainingSettings(6, 16, 0.3, 1, 6, 5);

    private static final List<LabelledText> TRAINING = new RandomTexts(ARCHITECTURE, 1).labelled(400);
    private static final List<LabelledText> DEVELOPMENT = new RandomTexts(ARCHITECTURE, 2).labelled(100);
    private static final TrainingTexts TEXTS = TrainerTest.texts(TRAINING, DEVELOPMENT);

    @Test
    void theNetworkGetsTheMeanOfTheWeightsOfRunsThatDifferInTheirSeed() {
        Recorder recorder = new Recorder();
        try (SentimentNetwork network = network(GENTLE);
                SentimentNetwork first = network(GENTLE);
                SentimentNetwork second = network(GENTLE)) {
            TrainingResult result = train(network, GENTLE, 2, recorder);
            TrainingResult ofFirst = alone(GENTLE).train(first, TEXTS);
            TrainingResult ofSecond = alone(GENTLE.withSeed(6)).train(second, TEXTS);

            assertThat(first.parameters()).isNotEqualTo(second.parameters());
            float[] weights = network.parameters().toFloatVector();
            float[] a = first.parameters().toFloatVector();
            float[] b = second.parameters().toFloatVector();
            for (int index = 0; index < weights.length; index++) {
                assertThat(weights[index]).isCloseTo((a[index] + b[index]) / 2, within(1e-6F));
            }
            double lowest = Math.min(loss(ofFirst), loss(ofSecond));
            assertThat(Evaluation.of(new Dl4jEngine(network), DEVELOPMENT, 0.5).logLoss())
                    .isLessThan(lowest);
            assertThat(result.averagedRuns()).isEqualTo(2);
            assertThat(result.epochs()).hasSize(3);
            assertThat(loss(result)).isEqualTo(lowest);
            assertThat(recorder.told).containsExactly("run 1 of 2", "run 2 of 2", "2 averaged, kept", "kept [1, 2]");
        }
    }

    @Test
    void aRunThatMakesTheMeanWorseIsNotInIt() {
        Recorder recorder = new Recorder();
        try (SentimentNetwork network = network(RESTLESS)) {
            TrainingResult result = train(network, RESTLESS, 2, recorder);

            assertThat(result.averagedRuns()).isEqualTo(1);
            assertThat(Evaluation.of(new Dl4jEngine(network), DEVELOPMENT, 0.5))
                    .isEqualTo(result.best().development());
            List<TrainingResult> runs = List.of(trained(RESTLESS), trained(RESTLESS.withSeed(6)));
            int better = loss(runs.get(0)) < loss(runs.get(1)) ? 1 : 2;
            assertThat(result.best()).isEqualTo(runs.get(better - 1).best());
            assertThat(recorder.told)
                    .containsExactly("run 1 of 2", "run 2 of 2", "2 averaged, dropped", "kept [" + better + "]");
        }
    }

    @Test
    void oneRunIsAnOrdinaryTraining() {
        Recorder recorder = new Recorder();
        try (SentimentNetwork network = network(GENTLE);
                SentimentNetwork ordinary = network(GENTLE)) {
            TrainingResult result = train(network, GENTLE, 1, recorder);

            assertThat(result).isEqualTo(alone(GENTLE).train(ordinary, TEXTS));
            assertThat(network.parameters()).isEqualTo(ordinary.parameters());
            assertThat(recorder.told).isEmpty();
        }
    }

    @Test
    void whatWasInterruptedInAnyRunEndsAsIfItHadNotBeen() {
        try (SentimentNetwork uninterrupted = network(GENTLE)) {
            train(uninterrupted, GENTLE, 2, new Recorder());
            for (int epochs = 1; epochs <= 6; epochs++) {
                InMemory states = new InMemory();
                TrainingResult interrupted = interruptAfter(epochs, states);
                assertThat(interrupted.cancelled()).isTrue();
                // What another process would find: random numbers in any other state.
                Nd4j.getRandom().setSeed(12345);
                try (SentimentNetwork network = network(GENTLE)) {
                    new RepeatedTraining(GENTLE, 2, new Recorder(), states, TrainingDevice.CPU).train(network, TEXTS);

                    assertThat(network.parameters()).isEqualTo(uninterrupted.parameters());
                }
            }
        }
    }

    @Test
    void whatIsCancelledKeepsTheRunsThatItHasOrSaysThatThereIsNone() {
        assertThat(interruptAfter(3, new InMemory()).epochs()).hasSize(3);
        assertThatThrownBy(() -> interruptAfter(0, new InMemory())).isInstanceOf(CancellationException.class);
    }

    @Test
    void aNumberOfRunsOutsideOfItsRangeIsRefused() {
        assertThatThrownBy(() ->
                        new RepeatedTraining(GENTLE, 21, new Recorder(), run -> StateKeeper.NONE, TrainingDevice.CPU))
                .hasMessage("runs must be from 1 to 20, but is 21.");
    }

    private static TrainingResult interruptAfter(int epochs, IntFunction<StateKeeper> states) {
        Recorder recorder = new Recorder();
        recorder.epochsLeft = epochs;
        try (SentimentNetwork network = network(GENTLE)) {
            return new RepeatedTraining(GENTLE, 2, recorder, states, TrainingDevice.CPU).train(network, TEXTS);
        }
    }

    private static TrainingResult train(
            SentimentNetwork network, TrainingSettings settings, int runs, TrainingListener listener) {
        return new RepeatedTraining(settings, runs, listener, run -> StateKeeper.NONE, TrainingDevice.CPU)
                .train(network, TEXTS);
    }

    private static TrainingResult trained(TrainingSettings settings) {
        try (SentimentNetwork network = network(settings)) {
            return alone(settings).train(network, TEXTS);
        }
    }

    private static Trainer alone(TrainingSettings settings) {
        return new Trainer(settings, new TrainingListener() {}, StateKeeper.NONE, TrainingDevice.CPU);
    }

    /** With the weights of an earlier training. */
    private static SentimentNetwork network(TrainingSettings settings) {
        try (SentimentNetwork earlier = SentimentNetwork.create(ARCHITECTURE, BEFORE)) {
            alone(BEFORE).train(earlier, TEXTS);
            return SentimentNetwork.continuing(earlier, ARCHITECTURE.vocabularySize(), settings);
        }
    }

    private static double loss(TrainingResult result) {
        return result.best().development().logLoss();
    }

    /** Writes down what it hears of runs, and cancels when it has heard of so many epochs. */
    private static final class Recorder implements TrainingListener {

        private final List<String> told = new ArrayList<>();
        private int epochsLeft = Integer.MAX_VALUE;

        @Override
        public void runBegins(int run, int runs) {
            told.add("run " + run + " of " + runs);
        }

        @Override
        public void runsAveraged(int runs, Evaluation development, boolean kept) {
            told.add(runs + " averaged, " + (kept ? "kept" : "dropped"));
        }

        @Override
        public void runsKept(List<Integer> numbers) {
            told.add("kept " + numbers);
        }

        @Override
        public void epochFinished(EpochResult result) {
            epochsLeft--;
        }

        @Override
        public boolean cancelled() {
            return epochsLeft <= 0;
        }
    }

    /** The latest state of each run. */
    private static final class InMemory implements IntFunction<StateKeeper> {

        private final Map<Integer, byte[]> states = new HashMap<>();

        @Override
        public StateKeeper apply(int run) {
            return new StateKeeper() {
                @Override
                public void restore(TrainingState state) throws IOException {
                    if (states.containsKey(run)) {
                        state.read(new ByteArrayInputStream(states.get(run)));
                    }
                }

                @Override
                public void store(TrainingState state) throws IOException {
                    ByteArrayOutputStream stream = new ByteArrayOutputStream();
                    state.write(stream);
                    states.put(run, stream.toByteArray());
                }
            };
        }
    }
}
