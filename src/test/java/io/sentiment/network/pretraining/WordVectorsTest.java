package io.sentiment.network.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.engines.TrainingDevice;
import io.sentiment.text.EncodedText;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class WordVectorsTest {

    private static final int VOCABULARY = 30;
    private static final int DIMENSION = 16;

    /** Tokens of the toy language: a text is about one of two animals or one of two vehicles. */
    private static final int CAT = 2;

    private static final int DOG = 3;
    private static final int CAR = 4;
    private static final int LORRY = 5;
    private static final int NEVER_SEEN = 29;

    @Test
    void wordsThatShareNeighboursAreNearerThanOthers() {
        try (SentimentNetwork network = network()) {
            // Many and long texts, because so frequent tokens are mostly left out.
            new WordVectors(20, 1)
                    .train(network, animalsAndVehicles(2_000), new PretrainingListener() {}, TrainingDevice.CPU);

            float[] embedding = network.weights().embedding();
            assertThat(cosine(embedding, CAT, DOG)).isGreaterThan(cosine(embedding, CAT, CAR) + 0.3);
            assertThat(cosine(embedding, CAR, LORRY)).isGreaterThan(cosine(embedding, LORRY, DOG) + 0.3);
        }
    }

    @Test
    void theValuesHaveTheDeviationThatTrainingStartsFromAndUnseenTokensKeepTheirs() {
        try (SentimentNetwork network = network()) {
            float[] before = network.weights().embedding();
            TokenCorpus corpus = animalsAndVehicles(500);
            new WordVectors(1, 1).train(network, corpus, new PretrainingListener() {}, TrainingDevice.CPU);
            float[] after = network.weights().embedding();

            long[] counts = corpus.counts();
            double squares = 0;
            int values = 0;
            for (int id = 0; id < VOCABULARY; id++) {
                for (int column = 0; column < DIMENSION && counts[id] > 0; column++) {
                    squares += Math.pow(after[id * DIMENSION + column], 2);
                    values++;
                }
            }
            assertThat(Math.sqrt(squares / values)).isCloseTo(WordVectorTraining.STANDARD_DEVIATION, within(1e-6));
            assertThat(row(after, NEVER_SEEN)).isEqualTo(row(before, NEVER_SEEN));
        }
    }

    @Test
    void theSameSeedGivesTheSameVectorsAndAnotherOthers() {
        assertThat(embedding(7)).isEqualTo(embedding(7)).isNotEqualTo(embedding(8));
    }

    @Test
    void anInterruptedStageLeavesTheNetworkAsItWas() {
        try (SentimentNetwork network = network()) {
            float[] before = network.weights().embedding();
            PretrainingListener impatient = new PretrainingListener() {
                @Override
                public boolean cancelled() {
                    return true;
                }
            };

            assertThatThrownBy(() -> new WordVectors(3, 1)
                            .train(network, animalsAndVehicles(100), impatient, TrainingDevice.CPU))
                    .isInstanceOf(CancellationException.class);

            assertThat(network.weights().embedding()).isEqualTo(before);
        }
    }

    private static float[] embedding(long seed) {
        try (SentimentNetwork network = network()) {
            new WordVectors(1, seed)
                    .train(network, animalsAndVehicles(200), new PretrainingListener() {}, TrainingDevice.CPU);
            return network.weights().embedding();
        }
    }

    private static SentimentNetwork network() {
        return SentimentNetwork.create(
                new Architecture(VOCABULARY, DIMENSION, Cell.LSTM, 3, 1, false, 10, 0), TrainingSettings.DEFAULT);
    }

    /** Animals stand among the tokens 10 to 14, vehicles among 15 to 19, and all among 20 to 24. */
    private static TokenCorpus animalsAndVehicles(int texts) {
        Random random = new Random(1);
        TokenCorpus corpus = new TokenCorpus(VOCABULARY);
        for (int text = 0; text < texts; text++) {
            boolean animal = random.nextBoolean();
            int[] ids = new int[60];
            for (int index = 0; index < ids.length; index++) {
                int first = random.nextInt(3) == 0 ? 20 : animal ? 10 : 15;
                ids[index] = first + random.nextInt(5);
            }
            for (int index = 0; index < ids.length; index += 5) {
                ids[index] = (animal ? CAT : CAR) + text % 2;
            }
            corpus.add(new EncodedText(ids, ids.length, 0, false));
        }
        return corpus;
    }

    private static float[] row(float[] embedding, int id) {
        float[] row = new float[DIMENSION];
        System.arraycopy(embedding, id * DIMENSION, row, 0, DIMENSION);
        return row;
    }

    private static double cosine(float[] embedding, int first, int second) {
        float[] a = row(embedding, first);
        float[] b = row(embedding, second);
        double product = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int column = 0; column < DIMENSION; column++) {
            product += a[column] * b[column];
            squaresOfA += a[column] * a[column];
            squaresOfB += b[column] * b[column];
        }
        return product / Math.sqrt(squaresOfA * squaresOfB);
    }
}
