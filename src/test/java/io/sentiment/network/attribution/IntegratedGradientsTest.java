package io.sentiment.network.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.model.LoadedModels;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.Architecture;
import io.sentiment.network.Architectures;
import io.sentiment.network.Cell;
import io.sentiment.network.LogOdds;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Pooling;
import io.sentiment.network.RandomNetworks;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegratedGradientsTest {

    private static final boolean ONE_DNN = OneDnn.objection() == null;

    /** Every kind of network; dropout is of training alone. */
    static Stream<Architecture> architectures() {
        return Architectures.all().filter(architecture -> architecture.dropout() == 0);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void bothEndsOfThePathHaveTheLogOddsOfDl4j(Architecture architecture) {
        try (SentimentNetwork network = RandomNetworks.of(architecture);
                IntegratedGradients gradients = new IntegratedGradients(network.weights(), ONE_DNN)) {
            for (EncodedText text : new RandomTexts(architecture, 1).ofAnyLength(3)) {
                float[] expected = network.positiveProbabilities(List.of(unknown(text.length()), text));
                Attribution attribution = gradients.attribute(text, 4);

                assertThat(attribution.baseline()).isCloseTo(LogOdds.of(expected[0]), within(1e-4));
                assertThat(attribution.logOdds()).isCloseTo(LogOdds.of(expected[1]), within(1e-4));
            }
        }
    }

    /** Seven steps are more points than are computed at a time. */
    @ParameterizedTest
    @MethodSource("architectures")
    void aTokenContributesItsWayTimesTheMeanOfFiniteDifferences(Architecture architecture) {
        try (SentimentNetwork network = RandomNetworks.of(architecture)) {
            EncodedText text = new RandomTexts(architecture, 2).ofLength(6);
            double[] expected = ofFiniteDifferences(network.weights(), text.tokenIds(), 7);

            for (boolean oneDnn : ONE_DNN ? new boolean[] {false, true} : new boolean[] {false}) {
                try (IntegratedGradients gradients = new IntegratedGradients(network.weights(), oneDnn)) {
                    assertThat(gradients.attribute(text, 7).contributions()).containsExactly(expected, within(1e-4));
                }
            }
        }
    }

    private static double[] ofFiniteDifferences(NetworkWeights weights, int[] tokens, int steps) {
        EquationsOfANetwork network = new EquationsOfANetwork(weights);
        double[][] from = network.embedded(unknown(tokens.length).tokenIds());
        double[][] to = network.embedded(tokens);
        double small = 1e-6;
        double[] contributions = new double[tokens.length];
        for (int step = 0; step < steps; step++) {
            for (int token = 0; token < tokens.length; token++) {
                double[] shares = new double[tokens.length];
                Arrays.fill(shares, (step + 0.5) / steps);
                shares[token] += small;
                double above = network.logOdds(between(from, to, shares));
                shares[token] -= 2 * small;
                double below = network.logOdds(between(from, to, shares));
                contributions[token] += (above - below) / (2 * small) / steps;
            }
        }
        return contributions;
    }

    private static double[][] between(double[][] from, double[][] to, double[] shares) {
        double[][] point = new double[from.length][from[0].length];
        for (int token = 0; token < point.length; token++) {
            for (int index = 0; index < point[token].length; index++) {
                point[token][index] = from[token][index] + shares[token] * (to[token][index] - from[token][index]);
            }
        }
        return point;
    }

    /**
     * Where a unit's largest state passes from one token to another, the gradient jumps, and a middle is off by up to half
     * a step. Many units make up for one another; a simple recurrent network of seven does not wholly.
     */
    @ParameterizedTest
    @MethodSource("architectures")
    void withFiftyStepsTheContributionsAddUpToTheDifference(Architecture architecture) {
        boolean hasJumps = architecture.pooling() == Pooling.MAX && architecture.cell() == Cell.SIMPLE_RNN;
        try (SentimentNetwork network = RandomNetworks.of(architecture);
                IntegratedGradients gradients = new IntegratedGradients(network.weights(), ONE_DNN)) {
            double residuals = 0;
            double differences = 0;
            for (EncodedText text : new RandomTexts(architecture, 3).ofAnyLength(20)) {
                Attribution attribution = gradients.attribute(text, IntegratedGradients.MOST_STEPS);
                residuals += Math.abs(attribution.residual());
                differences += Math.abs(attribution.logOdds() - attribution.baseline());
            }
            assertThat(residuals).isLessThan((hasJumps ? 0.06 : 0.02) * differences);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "reviews-en, 'Not bad at all: I loved it, although the end is rather slow'",
        "reviews-en, 'A dull, lifeless mess.'",
        "reviews-zh, 房间不大，但是很干净，服务也很好，下次还会来",
        "reviews-zh, 质量太差了，非常失望"
    })
    void thatHoldsForEachTextOfTheShippedModels(String model, String text) throws Exception {
        ModelBundle bundle = LoadedModels.shipped().newest(model);
        try (SentimentNetwork network = bundle.openNetwork();
                IntegratedGradients gradients = new IntegratedGradients(network.weights(), ONE_DNN)) {
            Attribution attribution =
                    gradients.attribute(bundle.encoder().encode(text), IntegratedGradients.MOST_STEPS);

            assertThat(Math.abs(attribution.residual()))
                    .isLessThan(0.02 * Math.abs(attribution.logOdds() - attribution.baseline()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 51})
    void otherNumbersOfStepsAreRefused(int steps) {
        Architecture architecture = Architectures.pairs().findFirst().orElseThrow();
        try (SentimentNetwork network = RandomNetworks.of(architecture);
                IntegratedGradients gradients = new IntegratedGradients(network.weights(), ONE_DNN)) {

            assertThatThrownBy(() -> gradients.attribute(unknown(2), steps))
                    .hasMessage("steps must be from 4 to 50, but is " + steps + ".");
            assertThatThrownBy(() -> gradients.attribute(unknown(10), 4))
                    .hasMessage("A text of 10 tokens is longer than the maximum of 9.");
            assertThat(gradients.attribute(unknown(3), 4).contributions()).containsExactly(0, 0, 0);
        }
    }

    private static EncodedText unknown(int length) {
        int[] ids = new int[length];
        Arrays.fill(ids, Vocabulary.UNKNOWN_ID);
        return new EncodedText(ids, length, length, false);
    }
}
