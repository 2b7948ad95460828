package io.sentiment.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.model.LoadedModels;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.prediction.TinyModels;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On the models that are shipped, which read forwards, and on one that reads in both directions. */
class TextTracerTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "reviews-en, 'I can&rsquo;t say it was bad: unfathomably good 👍🏽 9/10'",
        "reviews-zh, 房间不大，但是很干净😊，五星好评"
    })
    void theLastTokenHasThePredictionAndEachTokenItsPlace(String model, String text) throws Exception {
        ModelBundle bundle = LoadedModels.shipped().newest(model);
        TextTrace trace = new TextTracer(bundle).trace(text, Units.SUMMARY);
        float expected;
        try (SentimentNetwork network = bundle.openNetwork()) {
            expected = network.positiveProbabilities(List.of(bundle.encoder().encode(text)))[0];
        }

        assertThat(trace.prediction().positive()).isCloseTo(expected, within(1e-5f));
        assertThat(trace.tokens()).hasSize(trace.prediction().tokens());
        int[] codePoints = text.codePoints().toArray();
        assertThat(trace.tokens()).allSatisfy(token -> {
            assertThat(new String(codePoints, token.start(), token.end() - token.start()))
                    .isEqualTo(token.text());
            assertThat(token.positive()).isBetween(0f, 1f);
        });
        assertThat(trace.layers()).extracting(TextTrace.Layer::direction).containsExactly("forwards");
        assertThat(trace.layers()).allSatisfy(layer -> assertThat(layer.steps()).hasSameSizeAs(trace.tokens()));
        assertThat(trace.winners()).isNull();
        assertThat(trace.tokens().get(trace.tokens().size() - 1).positive()).isCloseTo(expected, within(1e-5f));
    }

    @Test
    void bothDirectionsAreTracedAndWhichTokenWonEachMaximum() throws Exception {
        TextTrace trace = new TextTracer(TinyModels.pooled(folder)).trace("Not bad at all, I loved it", Units.SUMMARY);

        assertThat(trace.layers()).extracting(TextTrace.Layer::direction).containsExactly("forwards", "backwards");
        assertThat(trace.layers()).allSatisfy(layer -> assertThat(layer.steps()).hasSize(8));
        assertThat(Objects.requireNonNull(trace.winners())).hasSize(16);
    }

    @Test
    void theBeginningsOfATextAreReadOnTheWayWhereTheNetworkReadsForwards() throws Exception {
        TextTracer tracer = new TextTracer(LoadedModels.shipped().newest("reviews-en"));

        assertThat(tracer.read("Not bad at all, I loved it").rows()).isEmpty();
    }

    @Test
    void anEnginesAnswersForTheBeginningsOfATextGiveTheSameTrace() throws Exception {
        ModelBundle bundle = TinyModels.pooled(folder);
        TextTracer tracer = new TextTracer(bundle);
        PendingTrace pending = tracer.read("Not bad at all, I loved it");
        TextTrace alone = tracer.trace("Not bad at all, I loved it", Units.SUMMARY);
        try (SentimentNetwork network = bundle.openNetwork()) {
            TextTrace trace = pending.trace(network.positiveProbabilities(pending.rows()), Units.SUMMARY);

            assertThat(pending.encoded().length()).isEqualTo(8);
            assertThat(pending.rows()).hasSize(7);
            assertThat(trace.layers()).isEqualTo(alone.layers());
            for (int token = 0; token < 8; token++) {
                assertThat(trace.tokens().get(token).positive())
                        .isCloseTo(alone.tokens().get(token).positive(), within(1e-5f));
            }
        }
        assertThatThrownBy(() -> pending.trace(new float[3], Units.SUMMARY))
                .hasMessage("There are 3 probabilities for the prefixes of 8 tokens.");
    }

    @Test
    void aSummaryCountsWhatAllUnitsShow() throws Exception {
        TextTracer tracer = new TextTracer(LoadedModels.shipped().newest("reviews-en"));
        int units = tracer.hiddenSize();
        TextTrace.Step summary = step(tracer.trace("A fine film", Units.SUMMARY));
        TextTrace.Step all = step(tracer.trace("A fine film", Units.all(units)));
        List<Float> forget =
                Objects.requireNonNull(Objects.requireNonNull(all.forget()).units());
        TextTrace.Values summarised = Objects.requireNonNull(summary.forget());

        assertThat(forget).hasSize(units);
        assertThat(summarised.units()).isNull();
        assertThat(Objects.requireNonNull(summarised.mean()))
                .isCloseTo(
                        forget.stream()
                                .mapToDouble(Float::doubleValue)
                                .average()
                                .orElseThrow(),
                        within(1e-6));
        assertThat(Objects.requireNonNull(summarised.belowTenth()))
                .isEqualTo(forget.stream().filter(value -> value < 0.1f).count() / (double) units);
        assertThat(Objects.requireNonNull(summarised.norm()))
                .isCloseTo(
                        Math.sqrt(forget.stream()
                                .mapToDouble(value -> (double) value * value)
                                .sum()),
                        within(1e-6));
        TextTrace.Step chosen = step(tracer.trace("A fine film", Units.of(List.of(17, 3), units)));
        assertThat(Objects.requireNonNull(chosen.forget()).units()).containsExactly(forget.get(17), forget.get(3));
    }

    @Test
    void aTextWithoutTokensIsOneUnknownToken() throws Exception {
        TextTrace trace = new TextTracer(LoadedModels.shipped().newest("reviews-en")).trace("\u200B", Units.SUMMARY);

        assertThat(trace.tokens()).singleElement().satisfies(token -> {
            assertThat(token.unknown()).isTrue();
            assertThat(token.start()).isZero();
            assertThat(token.end()).isEqualTo(1);
        });
    }

    @Test
    void aLongTextIsTracedByItsBeginningAndItsEndWhereTheNetworkReadsNoMore() throws Exception {
        String text = "dull ".repeat(300) + "great ".repeat(300);
        TextTrace trace = new TextTracer(TinyModels.pooled(folder)).trace(text, Units.SUMMARY);

        assertThat(trace.prediction().truncated()).isTrue();
        assertThat(trace.tokens()).hasSize(400);
        assertThat(trace.tokens().get(99).text()).isEqualTo("dull");
        assertThat(trace.tokens().get(399).end()).isEqualTo(text.strip().length());
    }

    @Test
    void aLongTextIsTracedToItsEndByANetworkThatReadsForwards() throws Exception {
        TextTracer tracer = new TextTracer(LoadedModels.shipped().newest("reviews-en"));
        String half = "dull ".repeat(300);
        TextTrace trace = tracer.trace(half + "great ".repeat(300), Units.SUMMARY);

        assertThat(trace.prediction().truncated()).isFalse();
        assertThat(trace.tokens()).hasSize(600);
        assertThat(trace.tokens().get(299).positive())
                .isCloseTo(tracer.trace(half, Units.SUMMARY).prediction().positive(), within(1e-5f));
        assertThat(trace.tokens().get(599).positive())
                .isCloseTo(trace.prediction().positive(), within(1e-5f));
    }

    @Test
    void unitsThatAreNotThereAreRefused() {
        assertThatThrownBy(() -> Units.of(List.of(-1), 8))
                .hasMessage("There is no unit -1: the units are numbered from 0 to 7.");
        assertThatThrownBy(() -> Units.of(List.of(), 8)).hasMessage("Name at least one unit, or use summary or all.");
        assertThat(Units.parse("all", 3).chosen()).containsExactly(0, 1, 2);
        assertThat(Units.parse("2, 0", 3).chosen()).containsExactly(2, 0);
    }

    private static TextTrace.Step step(TextTrace trace) {
        return trace.layers().get(0).steps().get(1);
    }
}
