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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class TrainerTest {

    private static final Architecture ARCHITECTURE = new Architecture(20, 8, Cell.LSTM, 12, 1, false, 6, 0.1);
    private static final TrainingSettings SETTINGS = new TrainingSettings(15, 16, 0.02, 1, 15, 5);
    private static final List<LabelledText> TRAINING = new RandomTexts(ARCHITECTURE, 1).labelled(400);
    private static final List<LabelledText> DEVELOPMENT = new RandomTexts(ARCHITECTURE, 2).labelled(100);

    @Test
    void aRuleThatCanBeLearnedIsLearned() {
        try (SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, SETTINGS)) {
            TrainingResult result = new Trainer(
                            SETTINGS, new TrainingListener() {}, StateKeeper.NONE, TrainingDevice.CPU)
                    .train(network, texts(TRAINING, DEVELOPMENT));

            assertThat(result.best().development().accuracy()).isGreaterThan(0.95);
            assertThat(result.cancelled()).isFalse();
        }
    }

    @Test
    void theSameSeedGivesTheSameWeightsAndMetrics() {
        TrainingSettings two = new TrainingSettings(2, 16, 0.02, 1, 2, 5);
        try (SentimentNetwork first = SentimentNetwork.create(ARCHITECTURE, two);
                SentimentNetwork second = SentimentNetwork.create(ARCHITECTURE, two)) {
            TrainingResult a = new Trainer(two, new TrainingListener() {}, StateKeeper.NONE, TrainingDevice.CPU)
                    .train(first, texts(TRAINING, DEVELOPMENT));
            TrainingResult b = new Trainer(two, new TrainingListener() {}, StateKeeper.NONE, TrainingDevice.CPU)
                    .train(second, texts(TRAINING, DEVELOPMENT));

            assertThat(a).isEqualTo(b);
            assertThat(first.parameters().toFloatVector())
                    .isEqualTo(second.parameters().toFloatVector());
        }
    }

    @Test
    void theNetworkEndsWithTheWeightsOfTheBestEpoch() {
        TrainingSettings restless = new TrainingSettings(6, 16, 0.3, 1, 6, 5);
        try (SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, restless)) {
            TrainingResult result = new Trainer(
                            restless, new TrainingListener() {}, StateKeeper.NONE, TrainingDevice.CPU)
                    .train(network, texts(TRAINING, DEVELOPMENT));

            double lowest = result.epochs().stream()
                    .mapToDouble(epoch -> epoch.development().logLoss())
                    .min()
                    .orElseThrow();
            assertThat(result.best().development().logLoss()).isEqualTo(lowest);
            assertThat(Evaluation.of(new Dl4jEngine(network), DEVELOPMENT, 0.5))
                    .isEqualTo(result.best().development());
        }
    }

    @Test
    void trainingStopsWhenTheDevelopmentTextsNoLongerGain() {
        List<LabelledText> opposite = DEVELOPMENT.stream()
                .map(labelled -> new LabelledText(labelled.text(), !labelled.positive()))
                .toList();
        TrainingSettings patient = new TrainingSettings(15, 16, 0.02, 1, 3, 5);
        try (SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, patient)) {
            TrainingResult result = new Trainer(
                            patient, new TrainingListener() {}, StateKeeper.NONE, TrainingDevice.CPU)
                    .train(network, texts(TRAINING, opposite));

            assertThat(result.epochs()).hasSize(result.best().epoch() + 3);
        }
    }

    @Test
    void theMeanLogLossOfTheDevelopmentSetsSelectsTheEpochHoweverLargeTheyAre() {
        List<LabelledText> opposite = DEVELOPMENT.subList(0, 10).stream()
                .map(labelled -> new LabelledText(labelled.text(), !labelled.positive()))
                .toList();
        Map<String, List<LabelledText>> sets = new LinkedHashMap<>();
        sets.put("large", DEVELOPMENT);
        sets.put("small", opposite);
        List<Map<String, Evaluation>> seen = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void developmentEvaluated(Map<String, Evaluation> evaluations) {
                seen.add(evaluations);
            }
        };
        try (SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, SETTINGS)) {
            TrainingResult result = new Trainer(SETTINGS, listener, StateKeeper.NONE, TrainingDevice.CPU)
                    .train(network, new TrainingTexts(List.of(TRAINING), sets));

            // What is learned is right on the large set and as wrong on the small one.
            assertThat(result.best().epoch()).isEqualTo(1);
            assertThat(seen).hasSameSizeAs(result.epochs());
            for (int epoch = 0; epoch < seen.size(); epoch++) {
                Map<String, Evaluation> evaluations = seen.get(epoch);
                assertThat(evaluations).containsOnlyKeys("large", "small");
                assertThat(result.epochs().get(epoch).development().logLoss())
                        .isEqualTo(Evaluation.mean(evaluations.values()).logLoss());
            }
            assertThat(Evaluation.of(new Dl4jEngine(network), opposite, 0.5))
                    .isEqualTo(seen.get(0).get("small"));
        }
    }

    @Test
    void whereACalibrationFollowsEpochsAreMeasuredAsTheyAreAfterIt() {
        TrainingTexts calibrated = new TrainingTexts(List.of(TRAINING), oneInFiveWrong(), List.of(), true);
        TrainingTexts raw = new TrainingTexts(List.of(TRAINING), oneInFiveWrong());
        try (SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, SETTINGS)) {
            TrainingResult result = new Trainer(
                            SETTINGS, new TrainingListener() {}, StateKeeper.NONE, TrainingDevice.CPU)
                    .train(network, calibrated);
            double before = logLoss(raw, network);
            TemperatureScaling.calibrate(network, raw.development(), TrainingDevice.CPU);
            double after = logLoss(raw, network);

            assertThat(result.best().development().logLoss())
                    .isCloseTo(after, within(1e-3))
                    .isLessThan(before - 0.01);
        }
    }

    @Test
    void howSureANetworkIsDoesNotCountWhereACalibrationFollows() {
        TrainingTexts calibrated = new TrainingTexts(List.of(TRAINING), oneInFiveWrong(), List.of(), true);
        TrainingTexts raw = new TrainingTexts(List.of(TRAINING), oneInFiveWrong());
        TrainingSettings once = new TrainingSettings(1, 16, 0.02, 1, 1, 5);
        try (SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, once)) {
            new Trainer(once, new TrainingListener() {}, StateKeeper.NONE, TrainingDevice.CPU).train(network, raw);
            double loss = logLoss(calibrated, network);
            double rawLoss = logLoss(raw, network);
            network.layers().divideLogOdds(0.5);

            assertThat(logLoss(calibrated, network)).isCloseTo(loss, within(1e-3));
            assertThat(logLoss(raw, network)).isNotCloseTo(rawLoss, within(0.01));
        }
    }

    /** Development texts that nobody can be sure of. */
    private static Map<String, List<LabelledText>> oneInFiveWrong() {
        List<LabelledText> texts = new ArrayList<>();
        for (LabelledText right : DEVELOPMENT) {
            texts.add(texts.size() % 5 == 0 ? new LabelledText(right.text(), !right.positive()) : right);
        }
        return Map.of("development", texts);
    }

    private static double logLoss(TrainingTexts texts, SentimentNetwork network) {
        return Evaluation.mean(texts.evaluate(new Dl4jEngine(network)).values()).logLoss();
    }

    @Test
    void everyRowIsTrainedOnOncePerEpochAndReported() {
        List<TrainingListener.Progress> seen = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void batchTrained(TrainingListener.Progress progress) {
                seen.add(progress);
            }
        };
        TrainingSettings once = new TrainingSettings(1, 16, 0.02, 1, 1, 5);
        try (SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, once)) {
            new Trainer(once, listener, StateKeeper.NONE, TrainingDevice.CPU)
                    .train(network, texts(TRAINING, DEVELOPMENT));
        }
        assertThat(seen).hasSize(25);
        assertThat(seen.get(24).rows()).isEqualTo(400).isEqualTo(seen.get(24).totalRows());
    }

    @Test
    void aCancelledTrainingKeepsItsBestEpochOrSaysThatThereIsNone() {
        CancelAfter afterOneEpoch = new CancelAfter(30);
        try (SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, SETTINGS)) {
            TrainingResult result = new Trainer(SETTINGS, afterOneEpoch, StateKeeper.NONE, TrainingDevice.CPU)
                    .train(network, texts(TRAINING, DEVELOPMENT));

            assertThat(result.cancelled()).isTrue();
            assertThat(result.epochs()).hasSize(1);
            assertThat(Evaluation.of(new Dl4jEngine(network), DEVELOPMENT, 0.5))
                    .isEqualTo(result.best().development());
        }
        try (SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, SETTINGS)) {
            assertThatThrownBy(() -> new Trainer(SETTINGS, new CancelAfter(3), StateKeeper.NONE, TrainingDevice.CPU)
                            .train(network, texts(TRAINING, DEVELOPMENT)))
                    .isInstanceOf(CancellationException.class);
        }
    }

    /** One set of texts to learn from and one that selects the best epoch. */
    static TrainingTexts texts(List<LabelledText> training, List<LabelledText> development) {
        return new TrainingTexts(List.of(training), Map.of("development", development));
    }

    private static final class CancelAfter implements TrainingListener {

        private int batches;

        CancelAfter(int batches) {
            this.batches = batches;
        }

        @Override
        public void batchTrained(TrainingListener.Progress progress) {
            batches--;
        }

        @Override
        public boolean cancelled() {
            return batches <= 0;
        }
    }
}
