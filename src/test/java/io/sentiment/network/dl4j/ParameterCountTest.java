package io.sentiment.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.NetworkSummary;
import io.sentiment.network.NetworkSummary.GateSummary;
import io.sentiment.network.NetworkSummary.LayerSummary;
import io.sentiment.network.ParameterCount;
import io.sentiment.network.Pooling;
import io.sentiment.network.Preset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterCountTest {

    @ParameterizedTest
    @MethodSource("io.sentiment.network.Architectures#all")
    void theArraysHoldWhatTheFormulaSays(Architecture architecture) {
        NetworkSummary summary = summaryOf(architecture);

        assertThat(summary).isEqualTo(ParameterCount.of(architecture).summary());
        assertThat(summary.parameters()).isEqualTo(architecture.parameters());
        assertThat(summary.weights() + summary.biases()).isEqualTo(summary.parameters());
        assertThat(summary.trainableParameters()).isEqualTo(summary.parameters());
        for (int layer = 0; layer < architecture.layers(); layer++) {
            LayerSummary recurrent = summary.layers().get(1 + layer);
            int hidden = architecture.hiddenSize();
            int matrices = architecture.cell().matrices() * architecture.directions();
            assertThat(recurrent.weights())
                    .isEqualTo((long) matrices * hidden * (hidden + architecture.inputSize(layer)));
            assertThat(recurrent.biases()).isEqualTo((long) matrices * hidden);
            assertThat(recurrent.gates()).hasSize(matrices);
            assertThat(recurrent.gates().stream()
                            .mapToLong(GateSummary::weights)
                            .sum())
                    .isEqualTo(recurrent.weights());
        }
    }

    @Test
    void theReferencePresetHasTheFiguresOfTheProject() {
        NetworkSummary summary = summaryOf(Preset.REFERENCE.architecture());

        assertThat(summary.layers())
                .extracting(LayerSummary::name, LayerSummary::kind, LayerSummary::parameters, LayerSummary::formula)
                .containsExactly(
                        tuple("embedding", "Embedding", 5_120_000L, "10000·512"),
                        tuple("lstm", "LSTM", 6_295_552L, "4·1024·(1024+512) + 4·1024"),
                        tuple("dense", "Dense", 1_025L, "1024·1 + 1"));
        LayerSummary lstm = summary.layers().get(1);
        assertThat(lstm.weights()).isEqualTo(6_291_456);
        assertThat(lstm.biases()).isEqualTo(4_096);
        assertThat(lstm.gates())
                .extracting(GateSummary::name)
                .containsExactly("new value", "forget", "output", "input");
        assertThat(lstm.gates()).allMatch(gate -> gate.weights() == 1024 * (1024 + 512) && gate.biases() == 1024);
        assertThat(summary.parameters()).isEqualTo(11_416_577);
    }

    @Test
    void anLstmHasFourTimesTheParametersOfASimpleRecurrentNetwork() {
        Architecture lstm = new Architecture(40, 5, Cell.LSTM, 7, 1, false, 9, 0);
        Architecture simple = new Architecture(40, 5, Cell.SIMPLE_RNN, 7, 1, false, 9, 0);

        assertThat(summaryOf(lstm).layers().get(1).parameters())
                .isEqualTo(4 * summaryOf(simple).layers().get(1).parameters());
    }

    @Test
    void aPoolingLayerHasARowAsInKerasAndNoParameters() {
        Architecture mean = new Architecture(40, 5, Cell.LSTM, 7, 1, true, Pooling.MEAN, 9, 0);
        Architecture max = new Architecture(40, 5, Cell.LSTM, 7, 1, false, Pooling.MAX, 9, 0);

        assertThat(summaryOf(mean).layers())
                .extracting(LayerSummary::name, LayerSummary::kind, LayerSummary::outputShape, LayerSummary::parameters)
                .containsExactly(
                        tuple("embedding", "Embedding", List.of(9L, 5L), 200L),
                        tuple("lstm", "Bidirectional", List.of(9L, 14L), 728L),
                        tuple("global_average_pooling1d", "GlobalAveragePooling1D", List.of(14L), 0L),
                        tuple("dense", "Dense", List.of(1L), 15L));
        assertThat(summaryOf(max).layers().get(2))
                .extracting(LayerSummary::name, LayerSummary::kind, LayerSummary::outputShape)
                .containsExactly("global_max_pooling1d", "GlobalMaxPooling1D", List.of(7L));
    }

    @Test
    void theTextIsTheTableOfKerasWhateverTheLocale() {
        Locale before = Locale.getDefault();
        try {
            for (Locale locale : List.of(Locale.US, Locale.GERMANY, Locale.forLanguageTag("ar-EG"))) {
                Locale.setDefault(locale);
                assertThat(summaryOf(Preset.REFERENCE.architecture()).toText("reference"))
                        .isEqualTo("""
                        Model: "reference"
                        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
                        ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
                        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
                        │ embedding (Embedding)           │ (None, 25, 512)        │     5,120,000 │
                        ├─────────────────────────────────┼────────────────────────┼───────────────┤
                        │ lstm (LSTM)                     │ (None, 1024)           │     6,295,552 │
                        ├─────────────────────────────────┼────────────────────────┼───────────────┤
                        │ dense (Dense)                   │ (None, 1)              │         1,025 │
                        └─────────────────────────────────┴────────────────────────┴───────────────┘
                         Total params: 11,416,577 (43.55 MB)
                         Trainable params: 11,416,577 (43.55 MB)
                         Non-trainable params: 0 (0.00 B)

                        embedding: 10000·512 = 5,120,000 weights + 0 biases = 5,120,000 parameters
                        lstm: 4·1024·(1024+512) + 4·1024 = 6,291,456 weights + 4,096 biases = 6,295,552 parameters
                          new value          1024 × (1024 + 512) = 1,572,864 weights, 1,024 biases
                          forget             1024 × (1024 + 512) = 1,572,864 weights, 1,024 biases
                          output             1024 × (1024 + 512) = 1,572,864 weights, 1,024 biases
                          input              1024 × (1024 + 512) = 1,572,864 weights, 1,024 biases
                        dense: 1024·1 + 1 = 1,024 weights + 1 biases = 1,025 parameters
                        all: 11,412,480 weights + 4,097 biases = 11,416,577 parameters
                        """);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private static NetworkSummary summaryOf(Architecture architecture) {
        try (SentimentNetwork network = SentimentNetwork.create(architecture, TrainingSettings.DEFAULT)) {
            return network.summary();
        }
    }
}
