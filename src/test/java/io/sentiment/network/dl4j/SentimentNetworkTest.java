package io.sentiment.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.LabelledText;
import io.sentiment.network.Pooling;
import io.sentiment.network.RandomTexts;
import io.sentiment.text.EncodedText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

public class SentimentNetworkTest {

    private static final Architecture SMALL = new Architecture(40, 5, Cell.LSTM, 7, 1, false, 9, 0);

    @ParameterizedTest
    @MethodSource("io.sentiment.network.Architectures#all")
    void everyCombinationTrainsAndIsReadBackBitIdentical(Architecture architecture) throws IOException {
        RandomTexts random = new RandomTexts(architecture, 1);
        List<LabelledText> labelled = random.labelled(16);
        List<EncodedText> texts = random.ofAnyLength(20);
        try (SentimentNetwork network = SentimentNetwork.create(architecture, TrainingSettings.DEFAULT)) {
            float[] before = network.parameters().toFloatVector();
            LabelledBatch.fit(network, labelled);
            assertThat(network.parameters().toFloatVector()).isNotEqualTo(before);

            try (SentimentNetwork copy = copyOf(network)) {
                assertThat(copy.parameters().toFloatVector())
                        .isEqualTo(network.parameters().toFloatVector());
                assertThat(copy.positiveProbabilities(texts)).isEqualTo(network.positiveProbabilities(texts));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.sentiment.network.Architectures#pairs")
    void aNetworkThatLearnsNewTokensStillSaysTheSameOfTheOldOnes(Architecture architecture) {
        List<EncodedText> texts = new RandomTexts(architecture, 1).ofAnyLength(20);
        EncodedText newToken = new EncodedText(new int[] {architecture.vocabularySize() + 2}, 1, 0, false);
        EncodedText otherNewToken = new EncodedText(new int[] {architecture.vocabularySize()}, 1, 0, false);
        try (SentimentNetwork earlier = randomised(architecture);
                SentimentNetwork network = SentimentNetwork.continuing(
                        earlier, architecture.vocabularySize() + 3, TrainingSettings.DEFAULT)) {
            assertThat(network.architecture())
                    .isEqualTo(architecture.withVocabularySize(architecture.vocabularySize() + 3));
            assertThat(network.positiveProbabilities(texts)).isEqualTo(earlier.positiveProbabilities(texts));
            assertThat(network.positiveProbabilities(List.of(newToken)))
                    .isNotEqualTo(network.positiveProbabilities(List.of(otherNewToken)));
        }
    }

    @Test
    void aNetworkCannotForgetTokens() {
        try (SentimentNetwork earlier = randomised(SMALL)) {
            assertThatThrownBy(() -> SentimentNetwork.continuing(earlier, 39, TrainingSettings.DEFAULT))
                    .hasMessage("The vocabulary must have at least 40 tokens.");
        }
    }

    @ParameterizedTest
    @MethodSource("io.sentiment.network.Architectures#pairs")
    void paddingNeverChangesAProbability(Architecture architecture) {
        RandomTexts random = new RandomTexts(architecture, 2);
        List<EncodedText> texts = random.ofAnyLength(12);
        try (SentimentNetwork network = randomised(architecture)) {
            float[] together = network.positiveProbabilities(texts);
            for (int index = 0; index < texts.size(); index++) {
                float alone = network.positiveProbabilities(List.of(texts.get(index)))[0];
                assertThat(together[index]).isCloseTo(alone, within(1e-6f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.sentiment.network.Architectures#pairs")
    void everyTokenOfATextCounts(Architecture architecture) {
        EncodedText text = new RandomTexts(architecture, 3).ofLength(6);
        try (SentimentNetwork network = randomised(architecture)) {
            float original = network.positiveProbabilities(List.of(text))[0];
            for (int step = 0; step < text.length(); step++) {
                int[] ids = text.tokenIds().clone();
                ids[step] = ids[step] == 1 ? 2 : 1;
                EncodedText changed = new EncodedText(ids, ids.length, 0, false);
                assertThat(network.positiveProbabilities(List.of(changed))[0]).isNotEqualTo(original);
            }
        }
    }

    @Test
    void aTextThatIsTooLongOrHasAForeignTokenIsRefused() {
        Architecture pooled = new Architecture(40, 8, Cell.LSTM, 8, 1, false, Pooling.MEAN, 9, 0);
        try (SentimentNetwork network = SentimentNetwork.create(pooled, TrainingSettings.DEFAULT)) {
            EncodedText tooLong = new RandomTexts(pooled, 4).ofLength(10);
            assertThatThrownBy(() -> network.positiveProbabilities(List.of(tooLong)))
                    .hasMessage("A text of 10 tokens is longer than the maximum of 9.");
            EncodedText foreign = new EncodedText(new int[] {40}, 1, 0, false);
            assertThatThrownBy(() -> network.positiveProbabilities(List.of(foreign)))
                    .hasMessage("Token id 40 is outside the vocabulary of 40.");
        }
    }

    @Test
    void theSameSeedGivesTheSameNetworkAndAnotherSeedAnother() {
        try (SentimentNetwork first = SentimentNetwork.create(SMALL, seed(7));
                SentimentNetwork second = SentimentNetwork.create(SMALL, seed(7));
                SentimentNetwork other = SentimentNetwork.create(SMALL, seed(8))) {
            assertThat(first.parameters().toFloatVector())
                    .isEqualTo(second.parameters().toFloatVector())
                    .isNotEqualTo(other.parameters().toFloatVector());
        }
    }

    /**
     * Fresh biases are zero, which would hide what padding does to a state. Larger weights in a wide network would
     * saturate every unit, and then the last digits of any two computations differ.
     */
    public static SentimentNetwork randomised(Architecture architecture) {
        SentimentNetwork network = SentimentNetwork.create(architecture, TrainingSettings.DEFAULT);
        Random random = new Random(11);
        double deviation = Math.min(0.4, 1 / Math.sqrt(architecture.hiddenSize()));
        INDArray parameters = network.parameters();
        for (long index = 0; index < parameters.length(); index++) {
            parameters.putScalar(index, (float) (deviation * random.nextGaussian()));
        }
        return network;
    }

    static SentimentNetwork copyOf(SentimentNetwork network) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        network.write(bytes);
        return SentimentNetwork.read(network.architecture(), new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static TrainingSettings seed(long seed) {
        return new TrainingSettings(1, 8, 0.001, 1, 1, seed);
    }
}
