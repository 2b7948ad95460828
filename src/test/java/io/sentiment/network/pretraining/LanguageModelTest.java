package io.sentiment.network.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.cuda.StandIn;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.engines.TrainingDevice;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageModelTest {

    private static final int VOCABULARY = 20;

    /** Tokens that follow each other in a circle; all are equally frequent. */
    private static final int CIRCLE = 8;

    private static final double UNIGRAM_LOSS = Math.log(CIRCLE);

    @ParameterizedTest
    @CsvSource({"LSTM, 1, true", "SIMPLE_RNN, 2, false"})
    void aRegularLanguageIsPredictedFarBetterThanByFrequency(Cell cell, int layers, boolean bidirectional) {
        LastLoss loss = new LastLoss();
        try (SentimentNetwork network = network(cell, layers, bidirectional)) {
            new LanguageModel(150, 1).train(network, circles(), loss, TrainingDevice.CPU);
        }
        assertThat(loss.first).isCloseTo(UNIGRAM_LOSS, within(0.05));
        assertThat(loss.last).isLessThan(0.5 * UNIGRAM_LOSS);
    }

    @ParameterizedTest
    @CsvSource({"LSTM, 1, false", "SIMPLE_RNN, 2, false"})
    void soItIsOnAGpu(Cell cell, int layers, boolean bidirectional) {
        StandIn standIn = StandIn.fresh();
        TrainingDevice device = standIn.with(() -> TrainingDevice.of("cuda", "fp32"));
        LastLoss loss = new LastLoss();
        try (SentimentNetwork network = network(cell, layers, bidirectional)) {
            NetworkWeights before = network.weights();
            new LanguageModel(400, 1).train(network, circles(), loss, device);
            NetworkWeights after = network.weights();
            assertThat(after.embedding()).isNotEqualTo(before.embedding());
            assertThat(after.dense()).isEqualTo(before.dense());
        }
        assertThat(loss.first).isCloseTo(UNIGRAM_LOSS, within(0.05));
        assertThat(loss.last).isLessThan(0.5 * UNIGRAM_LOSS);
        standIn.assertClean();
    }

    @ParameterizedTest
    @CsvSource({"LSTM, 1, true", "LSTM, 2, false", "SIMPLE_RNN, 2, true"})
    void theFirstStepsOnAGpuAreTheSameWithCublasAndWithout(Cell cell, int layers, boolean bidirectional) {
        StandIn standIn = StandIn.fresh();
        TrainingDevice device = standIn.with(() -> TrainingDevice.of("cuda", "fp32"));
        try (SentimentNetwork network = network(cell, layers, bidirectional);
                SentimentNetwork other = network(cell, layers, bidirectional)) {
            LanguageModel model = new LanguageModel(4, 1);
            model.train(network, circles(), new LastLoss(), device);
            standIn.with(() -> {
                model.train(other, circles(), new LastLoss(), device);
                return other;
            });
            assertThat(other.parameters().toFloatVector())
                    .containsExactly(network.parameters().toFloatVector(), within(1e-5f));
        }
        standIn.assertClean();
    }

    @Test
    void whereTheGpuFailsTheCpuBeginsAnew() {
        StandIn standIn = StandIn.fresh();
        TrainingDevice device = standIn.with(() -> TrainingDevice.of("cuda", "fp32"));
        try (SentimentNetwork expected = network(Cell.LSTM, 1, false);
                SentimentNetwork network = network(Cell.LSTM, 1, false)) {
            new LanguageModel(2, 1).train(expected, circles(), new LastLoss(), TrainingDevice.CPU);
            List<String> reasons = new ArrayList<>();
            standIn.failAt(400, true);
            new LanguageModel(2, 1)
                    .train(
                            network,
                            circles(),
                            new PretrainingListener() {
                                @Override
                                public void leftGpu(String reason) {
                                    reasons.add(reason);
                                }
                            },
                            device);
            assertThat(reasons).hasSize(1);
            assertThat(network.weights().embedding())
                    .isEqualTo(expected.weights().embedding());
        }
        standIn.assertClean();
    }

    @Test
    void theNetworkStartsFromWhatTheLanguageModelLearnt() {
        try (SentimentNetwork network = network(Cell.LSTM, 2, true)) {
            NetworkWeights before = network.weights();
            new LanguageModel(5, 1).train(network, circles(), new LastLoss(), TrainingDevice.CPU);
            NetworkWeights after = network.weights();

            assertThat(after.embedding()).isNotEqualTo(before.embedding());
            for (int direction = 0; direction < 2; direction++) {
                NetworkWeights.Direction lowest = after.layers().get(0).get(direction);
                assertThat(lowest.recurrent())
                        .isNotEqualTo(before.layers().get(0).get(direction).recurrent());
                NetworkWeights.Direction upper = after.layers().get(1).get(direction);
                assertThat(upper.recurrent())
                        .isEqualTo(before.layers().get(1).get(direction).recurrent());
            }
            assertThat(after.dense()).isEqualTo(before.dense());
        }
    }

    @Test
    void anInterruptedStageLeavesTheNetworkAsItWas() {
        try (SentimentNetwork network = network(Cell.LSTM, 1, false)) {
            NetworkWeights before = network.weights();
            PretrainingListener impatient = new PretrainingListener() {
                @Override
                public boolean cancelled() {
                    return true;
                }
            };

            assertThatThrownBy(() -> new LanguageModel(3, 1).train(network, circles(), impatient, TrainingDevice.CPU))
                    .isInstanceOf(CancellationException.class);

            NetworkWeights after = network.weights();
            assertThat(after.embedding()).isEqualTo(before.embedding());
            assertThat(after.layers().get(0).get(0).input())
                    .isEqualTo(before.layers().get(0).get(0).input());
        }
    }

    @Test
    void theSameSeedGivesTheSameWeightsAndAnotherOthers() {
        assertThat(embedding(3)).isEqualTo(embedding(3)).isNotEqualTo(embedding(4));
    }

    @Test
    void nothingIsPredictedAcrossTheEdgesOfTextsAndWindows() {
        PackedWindows.Batch windows =
                new PackedWindows.Batch(new int[][] {{5, 6, 7, 8}}, new boolean[][] {{true, false, true, false}});
        int none = PackedWindows.Batch.NONE;

        assertThat(windows.targets(false)).containsExactly(6, none, 8, none);
        assertThat(windows.targets(true)).containsExactly(7, none, 5, none);
    }

    @Test
    void packedWindowsHoldEachTextOnceWithoutGaps() {
        TokenCorpus corpus = new TokenCorpus(VOCABULARY);
        List.of(new int[] {2, 3, 4}, new int[] {5}, new int[] {6, 7, 8, 9})
                .forEach(ids -> corpus.add(new EncodedText(ids, ids.length, 0, false)));

        PackedWindows.Batch windows = new PackedWindows(corpus, 4, new Random(1)).next(2);

        assertThat(PackedWindows.count(corpus, 4)).isEqualTo(2);
        for (int row = 0; row < 2; row++) {
            for (int step = 0; step < 4; step++) {
                int token = windows.tokens()[row][step];
                assertThat(windows.starts()[row][step]).isEqualTo(token == 2 || token == 5 || token == 6);
            }
        }
        assertThat(IntStream.of(windows.tokens()[0]).sum()
                        + IntStream.of(windows.tokens()[1]).sum())
                .isEqualTo(44);
    }

    private static float[] embedding(long seed) {
        try (SentimentNetwork network = network(Cell.LSTM, 1, true)) {
            new LanguageModel(5, seed).train(network, circles(), new LastLoss(), TrainingDevice.CPU);
            return network.weights().embedding();
        }
    }

    private static SentimentNetwork network(Cell cell, int layers, boolean bidirectional) {
        return SentimentNetwork.create(
                new Architecture(VOCABULARY, 8, cell, 16, layers, bidirectional, 10, 0.2), TrainingSettings.DEFAULT);
    }

    private static TokenCorpus circles() {
        Random random = new Random(1);
        TokenCorpus corpus = new TokenCorpus(VOCABULARY);
        for (int text = 0; text < 32; text++) {
            int start = random.nextInt(CIRCLE);
            int[] ids = IntStream.range(start, start + 2 * CIRCLE)
                    .map(token -> 2 + token % CIRCLE)
                    .toArray();
            corpus.add(new EncodedText(ids, ids.length, 0, false));
        }
        return corpus;
    }

    private static final class LastLoss implements PretrainingListener {

        private double first = Double.NaN;
        private double last = Double.NaN;

        @Override
        public void progressed(Progress progress) {
            first = Double.isNaN(first) ? progress.loss() : first;
            last = progress.loss();
        }
    }
}
