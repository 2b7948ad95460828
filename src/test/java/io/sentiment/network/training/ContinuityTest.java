package io.sentiment.network.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.LabelledText;
import io.sentiment.network.Pooling;
import io.sentiment.network.Precision;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.dl4j.CarriedStates;
import io.sentiment.network.dl4j.Continuity;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.SentimentNetworkTest;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.dl4j.TrainingSettings.Mixing;
import io.sentiment.network.engines.TrainingDevice;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches that go on where the batch before ended, held against plain loops that carry h and c by hand. */
class ContinuityTest {

    private static final int BATCH = 6;

    /** A norm at which most gradients are clipped. */
    private static final TrainingSettings SETTINGS = new TrainingSettings(1, BATCH, 0.002, 0.05, 1, 5);

    private static final TrainingSettings STATEFUL = SETTINGS.with(new Continuity(true, 0));

    /** With DL4J's own layers and with ours, of one layer and of two. */
    static Stream<Arguments> networks() {
        return Stream.of(false, true)
                .flatMap(accelerated -> Stream.of(1, 2).map(layers -> Arguments.of(layers, accelerated)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void statefulTrainingEqualsALoopThatCarriesStatesByHand(int layers, boolean accelerated) {
        Architecture architecture = architecture(layers);
        // Texts of any length, so that most rows are padded, and four that do not fill a batch.
        List<LabelledText> texts = new RandomTexts(architecture, 1).labelled(10 * BATCH + 4);
        try (SentimentNetwork network = network(architecture, accelerated);
                TrainingStep step = new TrainingStep(network, STATEFUL, 10)) {
            PlainNetwork plain = new PlainNetwork(network.weights(), STATEFUL);
            PlainNetwork.States states = plain.fresh(BATCH);
            int batch = 0;
            for (Batch trained : BatchSource.of(training(texts), STATEFUL).draw(new Random(1))) {
                List<LabelledText> rows = texts.subList(batch * BATCH, (batch + 1) * BATCH);
                double expected = plain.train(rows, states, ones(BATCH), BATCH);
                assertThat(step.train(trained)).as("loss of batch %s", batch).isCloseTo(expected, within(1e-5));
                batch++;
            }

            assertThat(batch).isEqualTo(10);
            assertWeights(network, plain);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void statesMatterToThatComparison(int layers, boolean accelerated) {
        Architecture architecture = architecture(layers);
        List<LabelledText> texts = new RandomTexts(architecture, 1).labelled(10 * BATCH);
        try (SentimentNetwork network = network(architecture, accelerated);
                TrainingStep step = new TrainingStep(network, STATEFUL, 10)) {
            PlainNetwork plain = new PlainNetwork(network.weights(), STATEFUL);
            for (Batch trained : BatchSource.of(training(texts), STATEFUL).draw(new Random(1))) {
                plain.train(trained.rows(), plain.fresh(BATCH), ones(BATCH), BATCH);
                step.train(trained);
            }

            assertThat(largestDifference(network, plain)).isGreaterThan(1e-3);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void statesAreResetAtTheBeginningOfEachEpochAndPredictionsHaveNone(int layers, boolean accelerated) {
        Architecture architecture = architecture(layers);
        List<LabelledText> texts = new RandomTexts(architecture, 1).labelled(5 * BATCH);
        EncodedText read = texts.get(0).text();
        BatchSource source = BatchSource.of(training(texts), STATEFUL);
        try (SentimentNetwork network = network(architecture, accelerated);
                TrainingStep step = new TrainingStep(network, STATEFUL, 10)) {
            PlainNetwork plain = new PlainNetwork(network.weights(), STATEFUL);
            for (int epoch = 0; epoch < 2; epoch++) {
                PlainNetwork.States states = plain.fresh(BATCH);
                for (Batch trained : source.draw(new Random(1))) {
                    plain.train(trained.rows(), states, ones(BATCH), BATCH);
                    step.train(trained);
                    float alone = network.positiveProbabilities(List.of(read))[0];
                    assertThat(network.positiveProbabilities(
                                            List.of(read, texts.get(1).text()))[0])
                            .isCloseTo(alone, within(1e-6f));
                }
            }

            assertWeights(network, plain);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void piecesOfTextsOfAnyLengthEqualALoopThatCarriesStatesByHand(int layers, boolean accelerated) {
        requirePieces(layers, accelerated, new Continuity(false, 4));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void soDoPiecesWhoseRowsAlsoRememberTheTextBefore(int layers, boolean accelerated) {
        requirePieces(layers, accelerated, new Continuity(true, 4));
    }

    private static void requirePieces(int layers, boolean accelerated, Continuity continuity) {
        Architecture architecture = architecture(layers);
        TrainingSettings settings = SETTINGS.with(continuity);
        RandomTexts random = new RandomTexts(architecture, 1);
        List<LabelledText> texts = new ArrayList<>();
        for (int text = 0; text < 20; text++) {
            texts.add(new LabelledText(random.ofLength(1 + text * 7 % 23), text % 3 == 0));
        }
        try (SentimentNetwork network = network(architecture, accelerated);
                TrainingStep step = new TrainingStep(network, settings, 10)) {
            PlainNetwork plain = new PlainNetwork(network.weights(), settings);
            PlainNetwork.States before = plain.fresh(0);
            int batches = 0;
            for (Batch batch : BatchSource.of(training(texts), settings).draw(new Random(1))) {
                int[] origins = batch.origins();
                double[] weights = Objects.requireNonNull(batch.weights());
                PlainNetwork.States states = plain.fresh(batch.rows().size());
                for (int row = 0; row < batch.rows().size(); row++) {
                    int origin = origins[row];
                    for (int layer = 0; layer < layers && origin != CarriedStates.FRESH; layer++) {
                        states.hidden()[layer][row] = before.hidden()[layer][origin];
                        states.cells()[layer][row] = before.cells()[layer][origin];
                    }
                }
                double expected = plain.train(batch.rows(), states, weights, batch.size());
                assertThat(step.train(batch)).isCloseTo(expected, within(1e-5));
                before = states;
                batches++;
            }

            assertThat(batches).isGreaterThanOrEqualTo(10);
            assertWeights(network, plain);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aPieceIsAnsweredAsTheTextUpToItsEndIs(int layers, boolean accelerated) {
        Architecture architecture = architecture(layers);
        TrainingSettings frozen = new TrainingSettings(1, 2, 1e-8, 1, 1, 5).with(new Continuity(false, 3));
        EncodedText text = new RandomTexts(architecture, 1).ofLength(8);
        try (SentimentNetwork network = network(architecture, accelerated);
                TrainingStep step = new TrainingStep(network, frozen, 10)) {
            float[] answers = network.positiveProbabilities(List.of(beginning(text, 3), beginning(text, 6), text));
            List<Double> losses = new ArrayList<>();
            for (Batch batch : BatchSource.of(training(List.of(new LabelledText(text, true))), frozen)
                    .draw(new Random(1))) {
                losses.add(step.train(batch));
            }

            // Half of the weight for all three pieces, half for the last.
            assertThat(losses).hasSize(3);
            assertThat(losses.get(0)).isCloseTo(-Math.log(answers[0]) / 6, within(1e-5));
            assertThat(losses.get(1)).isCloseTo(-Math.log(answers[1]) / 6, within(1e-5));
            assertThat(losses.get(2)).isCloseTo(-Math.log(answers[2]) * 4 / 6, within(1e-5));
        }
    }

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void dl4jsOwnLayersAndOursCarryTheSameStatesWhateverPoolsThem(Pooling pooling) {
        Architecture architecture = new Architecture(20, 4, Cell.LSTM, 5, 2, false, pooling, 9, 0);
        List<LabelledText> texts = new RandomTexts(architecture, 1).labelled(10 * BATCH);
        try (SentimentNetwork stock = network(architecture, false);
                SentimentNetwork fused = network(architecture, true)) {
            for (SentimentNetwork network : List.of(stock, fused)) {
                try (TrainingStep step = new TrainingStep(network, STATEFUL, 10)) {
                    BatchSource.of(training(texts), STATEFUL)
                            .draw(new Random(1))
                            .forEach(step::train);
                }
            }

            assertThat(largestDifference(PlainNetwork.layers(fused.weights()), PlainNetwork.layers(stock.weights())))
                    .isLessThan(1e-5);
        }
    }

    @Test
    void aTrainingResetsStatesAtEachEpochAndTellsWhatItLeavesOut() {
        Architecture architecture = architecture(1);
        TrainingSettings two = new TrainingSettings(2, BATCH, 0.002, 0.05, 2, 5).with(new Continuity(true, 0));
        List<LabelledText> texts = new RandomTexts(architecture, 1).labelled(5 * BATCH + 4);
        List<Integer> leftOut = new ArrayList<>();
        List<TrainingListener.Progress> seen = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void leftOut(int count) {
                leftOut.add(count);
            }

            @Override
            public void batchTrained(TrainingListener.Progress progress) {
                seen.add(progress);
            }
        };
        try (SentimentNetwork network = network(architecture, false);
                SentimentNetwork again = network(architecture, false)) {
            PlainNetwork plain = new PlainNetwork(network.weights(), two);
            // The development texts are those of the training: the second epoch is the better one.
            TrainingResult result =
                    new Trainer(two, listener, StateKeeper.NONE, TrainingDevice.CPU).train(network, training(texts));
            for (int epoch = 0; epoch < 2; epoch++) {
                PlainNetwork.States states = plain.fresh(BATCH);
                for (int batch = 0; batch < 5; batch++) {
                    plain.train(texts.subList(batch * BATCH, (batch + 1) * BATCH), states, ones(BATCH), BATCH);
                }
            }

            assertThat(result.best().epoch()).isEqualTo(2);
            assertWeights(network, plain);
            assertThat(leftOut).containsExactly(4);
            assertThat(seen).hasSize(10);
            assertThat(seen.get(4).rows()).isEqualTo(30).isEqualTo(seen.get(4).totalRows());
            new Trainer(two, new TrainingListener() {}, StateKeeper.NONE, TrainingDevice.CPU)
                    .train(again, training(texts));
            assertThat(again.parameters().toFloatVector())
                    .isEqualTo(network.parameters().toFloatVector());
        }
    }

    @Test
    void whatCannotCarryStatesIsRefused() {
        Architecture backwards = new Architecture(20, 4, Cell.LSTM, 5, 1, true, 9, 0);
        Architecture simple = new Architecture(20, 4, Cell.SIMPLE_RNN, 5, 1, false, 9, 0);
        for (Architecture architecture : List.of(backwards, simple)) {
            try (SentimentNetwork network = network(architecture, false)) {
                List<LabelledText> texts = new RandomTexts(architecture, 1).labelled(BATCH);
                assertThatThrownBy(() -> new Trainer(
                                        STATEFUL, new TrainingListener() {}, StateKeeper.NONE, TrainingDevice.CPU)
                                .train(network, training(texts)))
                        .hasMessage("Only LSTMs that read forwards carry states from batch to batch, not others.");
            }
        }
        List<LabelledText> few = new RandomTexts(architecture(1), 1).labelled(BATCH - 1);
        assertThatThrownBy(() -> BatchSource.of(training(few), STATEFUL))
                .hasMessage("States that are carried from text to text need a full batch, but the 5 training texts are"
                        + " fewer than the batch size of 6.");
        assertThatThrownBy(() -> STATEFUL.with(new Mixing(1, 100)))
                .hasMessage("States that are carried from text to text need texts in their own order, without a mixing"
                        + " temperature or a number of rows per epoch.");
        assertThatThrownBy(() -> STATEFUL.with(TrainingMethods.virtualAdversarial(1)))
                .hasMessageStartingWith("Adversarial training goes over each batch twice");
        assertThatThrownBy(() -> STATEFUL.with(TrainingMethods.adversarial(1)))
                .hasMessage("Adversarial training goes over each batch twice, and cannot carry states from batch to"
                        + " batch.");
    }

    @Test
    void aNetworkIsAsItWasWhenATrainingHasEnded() {
        Architecture architecture = architecture(2);
        List<LabelledText> texts = new RandomTexts(architecture, 1).labelled(2 * BATCH);
        try (SentimentNetwork network = network(architecture, false);
                SentimentNetwork other = network(architecture, false)) {
            try (TrainingStep step = new TrainingStep(network, SETTINGS.with(new Continuity(true, 3)), 10)) {
                for (Batch batch : BatchSource.of(training(texts), SETTINGS.with(new Continuity(true, 3)))
                        .draw(new Random(1))) {
                    step.train(batch);
                }
            }
            other.parameters().assign(network.parameters());
            other.dl4j().moments().assign(network.dl4j().moments());
            other.dl4j().setUpdates(network.dl4j().updates());
            for (SentimentNetwork trained : List.of(network, other)) {
                try (TrainingStep step = new TrainingStep(trained, SETTINGS, 10)) {
                    step.train(texts.subList(0, BATCH));
                    step.train(texts.subList(BATCH, 2 * BATCH));
                }
            }

            assertThat(network.parameters().toFloatVector())
                    .isEqualTo(other.parameters().toFloatVector());
        }
    }

    private static Architecture architecture(int layers) {
        return new Architecture(20, 4, Cell.LSTM, 5, layers, false, 9, 0);
    }

    private static SentimentNetwork network(Architecture architecture, boolean accelerated) {
        SentimentNetwork network = SentimentNetwork.create(architecture, SETTINGS);
        try (SentimentNetwork random = SentimentNetworkTest.randomised(architecture)) {
            network.parameters().assign(random.parameters());
        }
        if (accelerated) {
            network.accelerate(Precision.FP32);
        }
        return network;
    }

    private static TrainingTexts training(List<LabelledText> texts) {
        return new TrainingTexts(List.of(texts), Map.of("development", texts));
    }

    private static EncodedText beginning(EncodedText text, int length) {
        return new EncodedText(Arrays.copyOf(text.tokenIds(), length), length, 0, false);
    }

    private static double[] ones(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static void assertWeights(SentimentNetwork network, PlainNetwork plain) {
        assertThat(largestDifference(network, plain)).isLessThan(1e-5);
    }

    private static double largestDifference(SentimentNetwork network, PlainNetwork plain) {
        return largestDifference(PlainNetwork.layers(network.weights()), plain.weights());
    }

    private static double largestDifference(double[][] actual, double[][] expected) {
        double largest = 0;
        for (int layer = 0; layer < expected.length; layer++) {
            assertThat(actual[layer]).hasSameSizeAs(expected[layer]);
            for (int index = 0; index < expected[layer].length; index++) {
                largest = Math.max(largest, Math.abs(actual[layer][index] - expected[layer][index]));
            }
        }
        return largest;
    }
}
