package io.sentiment.network.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.dl4j.Continuity;
import io.sentiment.network.dl4j.Schedule;
import io.sentiment.network.dl4j.Schedule.Decay;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.dl4j.TrainingSettings.Mixing;
import io.sentiment.network.engines.TrainingDevice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class TrainingStateTest {

    /** A high rate, so that the best epoch is not always the last and every state matters. */
    private static final TrainingSettings SETTINGS = new TrainingSettings(5, 16, 0.1, 1, 5, 7);

    static Stream<Architecture> architectures() {
        return Stream.of(
                new Architecture(20, 8, Cell.LSTM, 12, 1, false, 6, 0.3),
                new Architecture(20, 8, Cell.LSTM, 6, 2, true, 6, 0.3),
                new Architecture(20, 8, Cell.SIMPLE_RNN, 6, 1, false, 6, 0.3));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void aTrainingThatWasInterruptedAfterAnyEpochEndsAsIfItHadNotBeen(Architecture architecture) {
        interruptAfterAnyEpoch(architecture, SETTINGS);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void soDoesOneWithEveryMethod(Architecture architecture) {
        TrainingSettings all = SETTINGS.with(new Schedule(Decay.COSINE, 0.2, 0.1))
                .with(TrainingMethods.ALL)
                .with(new Mixing(2, 48));
        interruptAfterAnyEpoch(architecture, all);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void soDoesOneThatIsVirtuallyAdversarial(Architecture architecture) {
        interruptAfterAnyEpoch(architecture, SETTINGS.with(TrainingMethods.virtualAdversarial(2)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void soDoesOneThatCarriesStates(boolean stateful) {
        Architecture architecture = architectures().findFirst().orElseThrow();

        interruptAfterAnyEpoch(architecture, SETTINGS.with(new Continuity(stateful, 2)));
    }

    private static void interruptAfterAnyEpoch(Architecture architecture, TrainingSettings settings) {
        List<byte[]> states = new ArrayList<>();
        Outcome expected = train(architecture, settings, new InMemory(null, states));
        assertThat(states).hasSize(SETTINGS.epochs());

        for (byte[] state : states) {
            // What another process would find: random numbers in any other state.
            Nd4j.getRandom().setSeed(12345);

            Outcome continued = train(architecture, settings, new InMemory(state, new ArrayList<>()));

            assertThat(continued.result).isEqualTo(expected.result);
            assertThat(continued.weights).isEqualTo(expected.weights);
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void onlyTheEpochsThatAreMissingAreTrained(Architecture architecture) {
        List<byte[]> states = new ArrayList<>();
        train(architecture, SETTINGS, new InMemory(null, states));
        List<Integer> finished = new ArrayList<>();
        List<Integer> trained = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void begun(List<EpochResult> epochs) {
                epochs.forEach(epoch -> finished.add(epoch.epoch()));
            }

            @Override
            public void epochFinished(EpochResult result) {
                trained.add(result.epoch());
            }
        };

        try (SentimentNetwork network = SentimentNetwork.create(architecture, SETTINGS)) {
            new Trainer(SETTINGS, listener, new InMemory(states.get(2), new ArrayList<>()), TrainingDevice.CPU)
                    .train(network, texts(architecture));
        }

        assertThat(finished).containsExactly(1, 2, 3);
        assertThat(trained).containsExactly(4, 5);
    }

    private static Outcome train(Architecture architecture, TrainingSettings settings, StateKeeper checkpoints) {
        try (SentimentNetwork network = SentimentNetwork.create(architecture, settings)) {
            TrainingResult result = new Trainer(settings, new TrainingListener() {}, checkpoints, TrainingDevice.CPU)
                    .train(network, texts(architecture));
            return new Outcome(result, weights(network));
        }
    }

    private static TrainingTexts texts(Architecture architecture) {
        RandomTexts random = new RandomTexts(architecture, 1);
        return new TrainingTexts(
                List.of(random.labelled(48), random.labelled(12)),
                Map.of("first", random.labelled(24), "second", random.labelled(12)),
                random.ofAnyLength(30),
                false);
    }

    private static List<Float> weights(SentimentNetwork network) {
        List<Float> weights = new ArrayList<>();
        for (float weight : network.parameters().toFloatVector()) {
            weights.add(weight);
        }
        return weights;
    }

    private record Outcome(TrainingResult result, List<Float> weights) {}

    /** Gives one state and takes all others. */
    private static final class InMemory implements StateKeeper {

        private final byte @Nullable [] given;
        private final List<byte[]> taken;

        InMemory(byte @Nullable [] given, List<byte[]> taken) {
            this.given = given;
            this.taken = taken;
        }

        @Override
        public void restore(TrainingState state) throws IOException {
            if (given != null) {
                state.read(new ByteArrayInputStream(given));
            }
        }

        @Override
        public void store(TrainingState state) throws IOException {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            state.write(stream);
            taken.add(stream.toByteArray());
        }
    }
}
