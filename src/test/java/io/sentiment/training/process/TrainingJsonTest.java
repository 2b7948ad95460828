package io.sentiment.training.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.model.bundle.TrainingRun;
import io.sentiment.network.Evaluation;
import io.sentiment.network.dl4j.Continuity;
import io.sentiment.network.dl4j.Regularisation;
import io.sentiment.network.dl4j.Schedule;
import io.sentiment.network.dl4j.Schedule.Decay;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.dl4j.TrainingSettings.Mixing;
import io.sentiment.network.training.EpochResult;
import io.sentiment.training.gate.GateMode;
import io.sentiment.training.gate.GateRule;
import io.sentiment.training.gate.GateSettings;
import io.sentiment.training.gate.HeldOutComparison;
import io.sentiment.training.gate.HeldOutComparison.ChangedRow;
import io.sentiment.training.gate.McNemar;
import io.sentiment.training.gate.PromotionGate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is stored as JSON comes back as it was, also with the plain mapper that another program may have. */
class TrainingJsonTest {

    private static final Evaluation EVALUATION =
            new Evaluation(3, 1 / 3.0, 0.5, 1, 0.1, 0.7, 0.123456789012345, 1e-9, new Evaluation.Confusion(1, 1, 0, 1));

    static Stream<Object> values() {
        TrainingOrder scratch =
                SmallOrder.order(new TrainingOrder.Start.Scratch(SmallOrder.ARCHITECTURE), TrainingSettings.DEFAULT);
        HeldOutComparison comparison = new HeldOutComparison(
                "upload",
                EVALUATION,
                EVALUATION,
                1,
                List.of(new ChangedRow("Tom said \"no\"\n😀", true, 0.1f, 0.7f)),
                McNemar.of(2, 8));
        HeldOutComparison alone = new HeldOutComparison("reference", EVALUATION, null, 0, List.of(), null);
        PromotionGate.Decision decision = new PromotionGate.Decision(true, "It is better.");
        return Stream.of(
                scratch,
                SmallOrder.order(new TrainingOrder.Start.Champion(30_000), TrainingSettings.DEFAULT),
                TrainingSettings.DEFAULT
                        .with(new Schedule(Decay.COSINE, 0.1, 0.2))
                        .with(new Regularisation(0.1, 0.999, 0.2, 0.3, 0.4, 0.5, 6, 0))
                        .with(new Mixing(3, 1_000)),
                TrainingSettings.DEFAULT.with(new Continuity(true, 100)),
                TrainingSettings.DEFAULT.with(new Regularisation(0.1, 0.999, 0.2, 0.3, 0.4, 0.5, 0, 6)),
                new TrainingRun(TrainingSettings.DEFAULT, 5, 3, 1.5, "train", 1.25, 2),
                new TrainingReport(
                        "tiny",
                        2,
                        "ab".repeat(32),
                        1L << 40,
                        300,
                        22,
                        3,
                        List.of(new EpochResult(1, 0.3, EVALUATION)),
                        1,
                        2.5,
                        List.of(comparison, alone),
                        decision,
                        new TreeMap<>(Map.of("upload", 7L)),
                        "Nothing is known."),
                new TrainingEvent.Started(1, 2, 3, 4, 5L, 6),
                new TrainingEvent.Batch(1, 2, 3, 4, 0.5, 6, 7),
                new TrainingEvent.Epoch(1, 2, 0.3, EVALUATION, true, 5, 6),
                new TrainingEvent.Comparing("upload", 2),
                new TrainingEvent.Finished(decision),
                new GateSettings(GateMode.MANUAL, new GateRule(7, 0.01, 0.5)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueComesBackAsItWas(Object value) {
        assertThat(OrderJson.parse(OrderJson.line(value), value.getClass())).isEqualTo(value);
        JsonMapper plain = JsonMapper.shared();
        assertThat((Object) plain.readValue(plain.writeValueAsString(value), value.getClass()))
                .isEqualTo(value);
    }

    @Test
    void settingsThatCarryNoStatesAreWrittenAsEarlierReleasesWroteThem() {
        String json = OrderJson.line(TrainingSettings.DEFAULT);

        assertThat(json).doesNotContain("continuity").contains("\"mixing\"");
        assertThat(OrderJson.line(TrainingSettings.DEFAULT.with(new Continuity(false, 9))))
                .contains("\"continuity\":{\"stateful\":false,\"chunk\":9}");
        // Checkpoints are known by these words.
        assertThat(TrainingSettings.DEFAULT)
                .hasToString(
                        "TrainingSettings[epochs=10, batchSize=64, learningRate=0.001, gradientNorm=1.0, patience=2,"
                                + " seed=42, schedule=Schedule[decay=constant, warmUp=0.0, finalRate=0.0],"
                                + " regularisation=Regularisation[labelSmoothing=0.0, averageDecay=0.0, wordDropout=0.0,"
                                + " embeddingDropout=0.0, spatialDropout=0.0, recurrentDropout=0.0, adversarial=0.0],"
                                + " mixing=Mixing[mixingTemperature=1.0, rowsPerEpoch=0]]");
        assertThat(TrainingSettings.DEFAULT.with(new Continuity(false, 9)))
                .asString()
                .endsWith("rowsPerEpoch=0], continuity=Continuity[stateful=false, chunk=9]]");
    }

    @Test
    void soAreThoseThatAreNotVirtuallyAdversarial() {
        TrainingSettings virtual = TrainingSettings.DEFAULT.with(new Regularisation(0, 0, 0, 0, 0, 0, 0, 2));

        assertThat(OrderJson.line(TrainingSettings.DEFAULT))
                .contains("\"adversarial\":0.0")
                .doesNotContain("virtualAdversarial");
        assertThat(OrderJson.line(virtual)).contains("\"virtualAdversarial\":2.0");
        assertThat(virtual).asString().contains("adversarial=0.0, virtualAdversarial=2.0], mixing");
    }

    @Test
    void settingsOfEarlierReleasesHaveSixValuesAndRunsNoTemperatureAndNoMean() {
        String settings = "{\"epochs\": 10, \"batchSize\": 64, \"learningRate\": 0.001, \"gradientNorm\": 1.0,"
                + " \"patience\": 2, \"seed\": 42}";

        assertThat(OrderJson.parse(settings, TrainingSettings.class)).isEqualTo(TrainingSettings.DEFAULT);
        assertThat(OrderJson.parse(
                        "{\"settings\": " + settings
                                + ", \"epochs\": 5, \"bestEpoch\": 3, \"seconds\": 1.5, \"command\": \"train\"}",
                        TrainingRun.class))
                .isEqualTo(new TrainingRun(TrainingSettings.DEFAULT, 5, 3, 1.5, "train"));
        assertThat(OrderJson.line(new TrainingRun(TrainingSettings.DEFAULT, 5, 3, 1.5, "train")))
                .doesNotContain("averagedRuns");
        assertThatThrownBy(() -> OrderJson.parse(settings.replace("\"seed\"", "\"seeds\""), TrainingSettings.class))
                .isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> OrderJson.parse("{\"epochs\": 10}", TrainingSettings.class))
                .isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @MethodSource("values")
    void theNamesOfCasesAreThoseOfTheContract(Object value) {
        JsonNode json = JsonMapper.shared().valueToTree(value);
        if (value instanceof TrainingEvent) {
            assertThat(json.get("event").asString())
                    .isEqualTo(value.getClass().getSimpleName().toLowerCase(Locale.ROOT));
            assertThat(OrderJson.parse(json.toString(), TrainingEvent.class)).isEqualTo(value);
        }
        if (value instanceof TrainingOrder) {
            assertThat(json.at("/start/from").asString()).isIn("scratch", "champion");
            assertThat(json.at("/gate/mode").asString()).isEqualTo("automatic");
        }
    }
}
