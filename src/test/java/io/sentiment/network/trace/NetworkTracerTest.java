package io.sentiment.network.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.Architectures;
import io.sentiment.network.Cell;
import io.sentiment.network.Pooling;
import io.sentiment.network.RandomNetworks;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.text.EncodedText;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DL4J's probabilities are the reference. */
class NetworkTracerTest {

    static Stream<Architecture> architectures() {
        return Architectures.pairs();
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void eachTokenHasTheProbabilityOfTheTextThatEndsWithIt(Architecture architecture) {
        try (SentimentNetwork network = RandomNetworks.of(architecture)) {
            NetworkTracer tracer = new NetworkTracer(network.weights());
            for (EncodedText text : new RandomTexts(architecture, 1).ofAnyLength(4)) {
                Trace trace = tracer.trace(text);
                List<EncodedText> prefixes = IntStream.rangeClosed(1, text.length())
                        .mapToObj(end -> prefix(text, end))
                        .toList();
                float[] expected = network.positiveProbabilities(prefixes);

                assertThat(trace.steps()).isEqualTo(text.length());
                for (int step = 0; step < expected.length; step++) {
                    assertThat(trace.positive()[step]).isCloseTo(expected[step], within(1e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void theValuesSatisfyTheEquationsOfTheCell(Architecture architecture) {
        try (SentimentNetwork network = RandomNetworks.of(architecture)) {
            Trace trace = new NetworkTracer(network.weights())
                    .trace(new RandomTexts(architecture, 2).ofLength(architecture.maximumLength()));
            for (List<Trace.Direction> layer : trace.layers()) {
                assertThat(layer).hasSize(architecture.directions());
                for (int direction = 0; direction < layer.size(); direction++) {
                    if (architecture.cell() == Cell.LSTM) {
                        assertEquations(layer.get(direction), direction == 1 ? 1 : -1);
                    } else {
                        assertThat(layer.get(direction).forget()).isNull();
                        assertThat(layer.get(direction).cell()).isNull();
                    }
                    assertThat(layer.get(direction).state()).hasDimensions(trace.steps(), architecture.hiddenSize());
                }
            }
        }
    }

    /** @param before where, from a step, the direction came from */
    private static void assertEquations(Trace.Direction traced, int before) {
        float[][] cells = Objects.requireNonNull(traced.cell());
        for (int step = 0; step < cells.length; step++) {
            for (int unit = 0; unit < cells[step].length; unit++) {
                int last = step + before;
                float old = last < 0 || last == cells.length ? 0 : cells[last][unit];
                float forget = Objects.requireNonNull(traced.forget())[step][unit];
                float input = Objects.requireNonNull(traced.input())[step][unit];
                float output = Objects.requireNonNull(traced.output())[step][unit];
                float value = Objects.requireNonNull(traced.newValue())[step][unit];
                assertThat(cells[step][unit]).isCloseTo(forget * old + input * value, within(1e-5f));
                assertThat(traced.state()[step][unit])
                        .isCloseTo((float) (output * Math.tanh(cells[step][unit])), within(1e-5f));
                assertThat(forget).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void ofPooledMaximaItTellsWhichStepWon() {
        Architecture architecture = new Architecture(30, 5, Cell.LSTM, 6, 1, true, Pooling.MAX, 9, 0);
        try (SentimentNetwork network = RandomNetworks.of(architecture)) {
            Trace trace =
                    new NetworkTracer(network.weights()).trace(new EncodedText(new int[] {3, 9, 4, 7}, 4, 0, false));
            int[] winners = Objects.requireNonNull(trace.winners());

            assertThat(winners).hasSize(12);
            for (int unit = 0; unit < winners.length; unit++) {
                float[][] states = trace.layers().get(0).get(unit / 6).state();
                int column = unit % 6;
                double largest = Arrays.stream(states)
                        .mapToDouble(state -> state[column])
                        .max()
                        .orElseThrow();
                assertThat((double) states[winners[unit]][column]).isEqualTo(largest);
            }
        }
    }

    @Test
    void aTextThatTheNetworkCannotReadIsRefused() {
        Architecture architecture = new Architecture(30, 5, Cell.LSTM, 6, 1, true, 3, 0);
        try (SentimentNetwork network = RandomNetworks.of(architecture)) {
            NetworkTracer tracer = new NetworkTracer(network.weights());

            assertThatThrownBy(() -> tracer.trace(new EncodedText(new int[] {2, 3, 4, 5}, 4, 0, false)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A text of 4 tokens is longer than the maximum of 3.");
        }
    }

    private static EncodedText prefix(EncodedText text, int end) {
        return new EncodedText(Arrays.copyOf(text.tokenIds(), end), end, 0, false);
    }
}
