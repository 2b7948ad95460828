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
import io.sentiment.network.training.TrainingState.WeightAverage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class WeightAverageTest {

    private static final Architecture ARCHITECTURE = new Architecture(20, 8, Cell.LSTM, 12, 1, false, 6, 0.1);
    private static final TrainingSettings RAW = new TrainingSettings(4, 16, 0.05, 1, 4, 5);

    @Test
    void earlyWeightsCountAlikeAndLateOnesMore() {
        try (INDArray weights = Nd4j.createFromArray(8f, -1f);
                WeightAverage average = new WeightAverage(weights, 0.5)) {
            average.add();
            average.use(1);
            assertThat(weights.toFloatVector()).containsExactly(new float[] {8, -1}, within(1e-6f));
            average.restore();
            weights.assign(Nd4j.createFromArray(2f, 2f));
            average.add();

            average.use(2);

            // (0.25 · 8 + 0.5 · 2) / 0.75 and (0.25 · -1 + 0.5 · 2) / 0.75
            assertThat(weights.toFloatVector()).containsExactly(new float[] {4, 1}, within(1e-6f));
            average.restore();
            assertThat(weights.toFloatVector()).containsExactly(2, 2);
        }
    }

    @Test
    void theAverageIsWhatIsEvaluatedAndKeptWhileTheTrainingGoesOnWithTheRawWeights() {
        List<LabelledText> training = new RandomTexts(ARCHITECTURE, 1).labelled(200);
        List<LabelledText> development = new RandomTexts(ARCHITECTURE, 2).labelled(100);
        TrainingSettings averaged = RAW.with(TrainingMethods.averageDecay(0.98));
        try (SentimentNetwork raw = SentimentNetwork.create(ARCHITECTURE, RAW);
                SentimentNetwork average = SentimentNetwork.create(ARCHITECTURE, averaged)) {
            TrainingResult ofRaw = new Trainer(RAW, new TrainingListener() {}, StateKeeper.NONE, TrainingDevice.CPU)
                    .train(raw, TrainerTest.texts(training, development));
            TrainingResult ofAverage = new Trainer(
                            averaged, new TrainingListener() {}, StateKeeper.NONE, TrainingDevice.CPU)
                    .train(average, TrainerTest.texts(training, development));

            assertThat(losses(ofAverage)).isEqualTo(losses(ofRaw));
            assertThat(ofAverage.best().development().logLoss())
                    .isNotEqualTo(ofRaw.best().development().logLoss());
            assertThat(average.parameters().toFloatVector())
                    .isNotEqualTo(raw.parameters().toFloatVector());
            assertThat(Evaluation.of(new Dl4jEngine(average), development, 0.5))
                    .isEqualTo(ofAverage.best().development());
        }
    }

    private static List<Double> losses(TrainingResult result) {
        List<Double> losses = new ArrayList<>();
        result.epochs().forEach(epoch -> losses.add(epoch.trainingLoss()));
        return losses;
    }
}
