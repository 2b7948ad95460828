package io.sentiment.network.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.LabelledText;
import io.sentiment.network.Precision;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.dl4j.NetworkLayers.RecurrentWeights;
import io.sentiment.network.dl4j.Schedule;
import io.sentiment.network.dl4j.Schedule.Decay;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Adam;

class TrainingStepTest {

    private static final TrainingSettings SETTINGS = new TrainingSettings(1, 16, 0.02, 1, 1, 5);

    static Stream<Architecture> architectures() {
        return Stream.of(
                new Architecture(40, 8, Cell.LSTM, 12, 1, false, 9, 0),
                new Architecture(40, 8, Cell.LSTM, 6, 2, true, 9, 0),
                new Architecture(40, 8, Cell.SIMPLE_RNN, 6, 1, false, 9, 0),
                new Architecture(40, 8, Cell.SIMPLE_RNN, 6, 2, true, 9, 0));
    }

    @Test
    void eachUpdateIsMadeWithTheRateOfTheScheduleAndTheNetworkKeepsItsOwn() {
        Architecture architecture = architectures().findFirst().orElseThrow();
        TrainingSettings settings = SETTINGS.with(new Schedule(Decay.LINEAR, 0, 0));
        List<LabelledText> batch = new RandomTexts(architecture, 1).labelled(16);
        try (SentimentNetwork network = accelerated(architecture)) {
            float[] before = network.parameters().dup().toFloatVector();
            try (TrainingStep step = new TrainingStep(network, settings, 5)) {
                step.train(batch);
                // Adam's first update moves every weight that has a gradient by the rate.
                assertThat(largestChange(before, network.parameters().toFloatVector()))
                        .isCloseTo(0.02, within(1e-4));
                assertThat(rate(network)).isEqualTo(0.02);
                step.train(batch);
                assertThat(rate(network)).isCloseTo(0.015, within(1e-12));
                step.train(batch);
                step.train(batch);
                float[] late = network.parameters().dup().toFloatVector();
                step.train(batch);
                // ND4J takes its epsilon for a rate of 0.
                assertThat(largestChange(late, network.parameters().toFloatVector()))
                        .isLessThan(1e-6);
            }
            assertThat(rate(network)).isEqualTo(0.02);
        }
    }

    @Test
    void smoothedLabelsLeanTowardsOneHalf() {
        Architecture architecture = architectures().findFirst().orElseThrow();

        assertLoss(
                new RandomTexts(architecture, 1).labelled(16),
                SETTINGS.with(TrainingMethods.labelSmoothing(0.2)),
                text -> text.positive() ? 0.9 : 0.1);
    }

    @Test
    void aTeachersProbabilityIsATargetLikeALabel() {
        Architecture architecture = architectures().findFirst().orElseThrow();
        List<LabelledText> batch = new RandomTexts(architecture, 1)
                .labelled(16).stream()
                        .map(text -> new LabelledText(text.text(), text.positive() ? 0.7 : 0.2))
                        .toList();

        assertLoss(batch, SETTINGS, LabelledText::target);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void wordDropoutTeachesTheUnknownWordAndLeavesTheTextsAlone(Architecture architecture) {
        List<LabelledText> batch = knownWords(architecture);
        List<int[]> ids =
                batch.stream().map(text -> text.text().tokenIds().clone()).toList();
        try (SentimentNetwork network = accelerated(architecture);
                TrainingStep step = new TrainingStep(network, SETTINGS.with(TrainingMethods.wordDropout(0.3)), 5)) {
            float[] before = row(network, Vocabulary.UNKNOWN_ID);

            step.train(batch);

            assertThat(row(network, Vocabulary.UNKNOWN_ID)).isNotEqualTo(before);
            for (int text = 0; text < ids.size(); text++) {
                assertThat(batch.get(text).text().tokenIds()).isEqualTo(ids.get(text));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void aWordThatIsDroppedFromItsTextIsNotTrainedAndTheOthersAre(Architecture architecture) {
        // Every word twice in one text, so that it is dropped in both places or in none.
        int[] ids = new int[architecture.maximumLength() - 1];
        Arrays.setAll(ids, step -> 2 + step % (ids.length / 2));
        LabelledText text = new LabelledText(new EncodedText(ids, ids.length, 0, false), true);
        int dropped = 0;
        int trained = 0;
        for (int seed = 0; seed < 10; seed++) {
            TrainingSettings settings =
                    new TrainingSettings(1, 16, 0.02, 1, 1, seed).with(TrainingMethods.embeddingDropout(0.5));
            try (SentimentNetwork network = accelerated(architecture);
                    TrainingStep step = new TrainingStep(network, settings, 5)) {
                for (int id = 2; id < 2 + ids.length / 2; id++) {
                    assertThat(row(network, id)).isNotEqualTo(new float[8]);
                }
                float[][] before = rows(network);
                step.train(List.of(text));
                float[][] after = rows(network);
                for (int id = 2; id < 2 + ids.length / 2; id++) {
                    if (Arrays.equals(before[id], after[id])) {
                        dropped++;
                    } else {
                        trained++;
                    }
                }
            }
        }
        assertThat(dropped).isBetween(8, 32);
        assertThat(dropped + trained).isEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void aColumnThatIsDroppedFromATextIsNotTrainedAtAnyWord(Architecture architecture) {
        LabelledText text = new RandomTexts(architecture, 1)
                .labelled(30).stream()
                        .filter(candidate -> candidate.text().length() > 4)
                        .findFirst()
                        .orElseThrow();
        try (SentimentNetwork network = accelerated(architecture);
                TrainingStep step = new TrainingStep(network, SETTINGS.with(TrainingMethods.spatialDropout(0.5)), 5)) {
            float[][] before = rows(network);
            step.train(List.of(text));
            float[][] after = rows(network);

            int dropped = 0;
            for (int column = 0; column < 8; column++) {
                boolean changed = false;
                boolean unchanged = false;
                for (int id : text.text().tokenIds()) {
                    changed |= before[id][column] != after[id][column];
                    unchanged |= before[id][column] == after[id][column];
                }
                assertThat(changed).as("column %s at all words alike", column).isNotEqualTo(unchanged);
                dropped += unchanged ? 1 : 0;
            }
            assertThat(dropped).isBetween(1, 7);
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void recurrentWeightsThatAreDroppedAreNotTrainedAndComeBack(Architecture architecture) {
        List<LabelledText> batch = new RandomTexts(architecture, 1).labelled(16);
        try (SentimentNetwork network = accelerated(architecture);
                TrainingStep step =
                        new TrainingStep(network, SETTINGS.with(TrainingMethods.recurrentDropout(0.5)), 5)) {
            for (int layer = 0; layer < architecture.layers(); layer++) {
                for (RecurrentWeights direction : network.layers().recurrent(layer)) {
                    float[] before = direction.recurrent().dup('f').data().asFloat();
                    step.train(batch);
                    float[] after = direction.recurrent().dup('f').data().asFloat();

                    assertThat(largestChange(before, after)).isBetween(0.001, 0.03);
                }
            }
        }
        try (SentimentNetwork network = accelerated(architecture);
                TrainingStep step =
                        new TrainingStep(network, SETTINGS.with(TrainingMethods.recurrentDropout(0.5)), 5)) {
            float[] before = network.layers()
                    .recurrent(0)
                    .get(0)
                    .recurrent()
                    .dup('f')
                    .data()
                    .asFloat();
            step.train(batch);
            float[] after = network.layers()
                    .recurrent(0)
                    .get(0)
                    .recurrent()
                    .dup('f')
                    .data()
                    .asFloat();
            int unchanged = 0;
            for (int index = 0; index < before.length; index++) {
                unchanged += before[index] == after[index] ? 1 : 0;
            }
            assertThat(unchanged / (double) before.length).isBetween(0.25, 0.75);
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void predictionsKnowNothingOfDropout(Architecture architecture) {
        List<EncodedText> texts = new RandomTexts(architecture, 1).ofAnyLength(20);
        try (SentimentNetwork network = accelerated(architecture)) {
            float[] before = network.positiveProbabilities(texts);
            TrainingSettings frozen = SETTINGS.with(TrainingMethods.ALL).with(new Schedule(Decay.LINEAR, 0, 0));
            try (TrainingStep step = new TrainingStep(network, frozen, -1)) {
                step.train(new RandomTexts(architecture, 2).labelled(16));
                float[] trained = network.positiveProbabilities(texts);
                assertThat(network.positiveProbabilities(texts))
                        .isEqualTo(trained)
                        .isNotEqualTo(before);
            }
        }
    }

    /** The loss of an update is the cross entropy between the answers before it and the targets. */
    private static void assertLoss(
            List<LabelledText> batch, TrainingSettings settings, ToDoubleFunction<LabelledText> target) {
        Architecture architecture = architectures().findFirst().orElseThrow();
        try (SentimentNetwork network = accelerated(architecture);
                TrainingStep step = new TrainingStep(network, settings, 5)) {
            float[] probabilities = network.positiveProbabilities(
                    batch.stream().map(LabelledText::text).toList());
            double expected = 0;
            for (int row = 0; row < probabilities.length; row++) {
                double share = target.applyAsDouble(batch.get(row));
                expected -= share * Math.log(probabilities[row]) + (1 - share) * Math.log(1 - probabilities[row]);
            }

            assertThat(step.train(batch)).isCloseTo(expected / batch.size(), within(1e-5));
        }
    }

    private static List<LabelledText> knownWords(Architecture architecture) {
        return new RandomTexts(architecture, 1)
                .labelled(40).stream()
                        .filter(text ->
                                Arrays.stream(text.text().tokenIds()).noneMatch(id -> id == Vocabulary.UNKNOWN_ID))
                        .toList();
    }

    private static SentimentNetwork accelerated(Architecture architecture) {
        SentimentNetwork network = SentimentNetwork.create(architecture, SETTINGS);
        network.accelerate(Precision.FP32);
        return network;
    }

    private static double rate(SentimentNetwork network) {
        return ((Adam) ((MultiLayerNetwork) network.dl4j().model())
                        .getLayerWiseConfigurations()
                        .getConf(0)
                        .getLayer()
                        .getUpdaterByParam("W"))
                .getLearningRate();
    }

    private static float[][] rows(SentimentNetwork network) {
        return network.layers().embedding().toFloatMatrix();
    }

    private static float[] row(SentimentNetwork network, int id) {
        return rows(network)[id];
    }

    private static double largestChange(float[] before, float[] after) {
        double largest = 0;
        for (int index = 0; index < before.length; index++) {
            largest = Math.max(largest, Math.abs(before[index] - after[index]));
        }
        return largest;
    }
}
