package io.sentiment.network.training;

import static org.assertj.core.api.Assertions.assertThat;
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
import io.sentiment.network.training.TemperatureScaling.Answers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TemperatureScalingTest {

    private static final Architecture ARCHITECTURE = new Architecture(20, 8, Cell.LSTM, 12, 1, false, 6, 0);

    @Test
    void answersThatAreThreeTimesTooSureAreDividedByThree() {
        Random random = new Random(1);
        double[] logOdds = random.doubles(40_000, -3, 3).toArray();
        boolean[] labels = new boolean[logOdds.length];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = random.nextDouble() < 1 / (1 + Math.exp(-logOdds[row]));
        }
        Answers tooSure =
                new Answers(Arrays.stream(logOdds).map(value -> 3 * value).toArray(), labels);

        assertThat(TemperatureScaling.fit(List.of(tooSure))).isCloseTo(3, within(0.1));
        assertThat(TemperatureScaling.fit(List.of(new Answers(logOdds, labels))))
                .isCloseTo(1, within(0.05));
    }

    @Test
    void theTemperatureIsWhereTheAnswersAreAsOftenRightAsTheySay() {
        Answers answers = new Answers(new double[] {2, 2, 2, 2}, new boolean[] {true, true, true, false});

        // A share of 3/4 has the log odds ln 3.
        assertThat(TemperatureScaling.fit(List.of(answers))).isCloseTo(2 / Math.log(3), within(1e-6));
    }

    @Test
    void theLossAtAnyTemperatureIsTheMeanCrossEntropy() {
        Answers answers = new Answers(new double[] {2, -4}, new boolean[] {true, true});

        assertThat(answers.logLoss(2))
                .isCloseTo((Math.log(1 + Math.exp(-1)) + Math.log(1 + Math.exp(2))) / 2, within(1e-12));
        assertThat(new Answers(new double[] {800}, new boolean[] {false}).logLoss(1))
                .isEqualTo(800);
    }

    @Test
    void aCalibratedNetworkHasALowerLogLossAndTheSameLabels() {
        List<LabelledText> texts = new RandomTexts(ARCHITECTURE, 1).labelled(300);
        try (SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, TrainingSettings.DEFAULT)) {
            new Trainer(
                            new TrainingSettings(2, 16, 0.01, 1, 2, 5),
                            new TrainingListener() {},
                            StateKeeper.NONE,
                            TrainingDevice.CPU)
                    .train(network, TrainerTest.texts(texts, texts));
            network.layers().divideLogOdds(0.2);
            Evaluation before = Evaluation.of(new Dl4jEngine(network), texts, 0.5);

            double temperature = TemperatureScaling.calibrate(network, Map.of("texts", texts), TrainingDevice.CPU);

            Evaluation after = Evaluation.of(new Dl4jEngine(network), texts, 0.5);
            assertThat(temperature).isGreaterThan(1.5);
            assertThat(after.logLoss()).isLessThan(before.logLoss() - 0.01);
            assertThat(after.confusion()).isEqualTo(before.confusion());
            assertThat(TemperatureScaling.calibrate(network, Map.of("texts", texts), TrainingDevice.CPU))
                    .isCloseTo(1, within(1e-3));
        }
    }

    @Test
    void setsCountAlikeWhateverTheirSizes() {
        Answers sure = new Answers(new double[] {1, 1, 1, -1}, new boolean[] {true, true, true, false});
        Answers wrong = new Answers(new double[] {1, 1}, new boolean[] {true, false});
        double[] often = new double[400];
        boolean[] right = new boolean[400];
        Arrays.fill(often, 1);
        Arrays.fill(right, true);

        assertThat(TemperatureScaling.fit(List.of(new Answers(often, right), wrong)))
                .isCloseTo(TemperatureScaling.fit(List.of(sure, wrong)), within(1e-6));
    }
}
