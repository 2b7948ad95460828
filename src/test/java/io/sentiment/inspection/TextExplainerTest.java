package io.sentiment.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.model.LoadedModels;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LogOdds;
import io.sentiment.network.engines.EngineSelection;
import io.sentiment.prediction.TinyModels;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** On the models that are shipped, which read texts of any length, and on one that reads 400 tokens at most. */
class TextExplainerTest {

    private static final ExplanationSettings LEAVE_ONE_OUT = ExplanationSettings.of(ExplanationMethod.LEAVE_ONE_OUT);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "reviews-en, 'I can&rsquo;t say it was bad: unfathomably good 👍🏽 9/10, well-made'",
        "reviews-en, 'Great<br>fun,really'",
        "reviews-zh, 房间不大，但是很干净😊，五星好评！下次还会再来的"
    })
    void aContributionByDeletionIsWhatAnybodyGetsWhoAsksForTheTextWithABlankInItsPlace(String model, String text)
            throws Exception {
        ModelBundle bundle = LoadedModels.shipped().newest(model);
        try (InferenceEngine engine = engine(bundle);
                TextExplainer explainer = new TextExplainer(bundle)) {
            TextExplanation explanation = explainer.explain(text, LEAVE_ONE_OUT, engine);

            float whole = positive(bundle, engine, text);
            assertThat(explanation.prediction().positive()).isCloseTo(whole, within(1e-6f));
            assertThat(explanation.logOdds()).isCloseTo(LogOdds.of(whole), within(1e-4));
            assertThat(explanation.baseline()).isNull();
            for (TextExplanation.Word word : explanation.words()) {
                double shorter = LogOdds.of(positive(bundle, engine, without(text, word)));
                assertThat(word.contribution())
                        .as(word.text())
                        .isCloseTo(explanation.logOdds() - shorter, within(1e-3));
            }
        }
    }

    private static float positive(ModelBundle bundle, InferenceEngine engine, String text) {
        return engine.positiveProbabilities(List.of(bundle.encoder().encode(text)))[0];
    }

    private static String without(String text, TextExplanation.Word word) {
        return text.substring(0, text.offsetByCodePoints(0, word.start()))
                + " "
                + text.substring(text.offsetByCodePoints(0, word.end()));
    }

    @ParameterizedTest
    @EnumSource
    void wordsStandWhereTheyWereSentAndPiecesAreOneWord(ExplanationMethod method) throws Exception {
        String text = "👍🏽 It&rsquo;s <b>unfathomablyy</b> good&hellip; ½ a zqxjkvw";
        TextExplanation explanation = explain("reviews-en", text, ExplanationSettings.of(method));
        int[] codePoints = text.codePoints().toArray();

        assertThat(explanation.method()).isEqualTo(method);
        assertThat(explanation.words())
                .allSatisfy(word -> assertThat(new String(codePoints, word.start(), word.end() - word.start()))
                        .isEqualTo(word.text()));
        assertThat(explanation.words())
                .extracting(TextExplanation.Word::text)
                .containsExactly("👍🏽", "It", "&rsquo;s", "unfathomablyy", "good", "&hellip;", "½", "a", "zqxjkvw");
        assertThat(explanation.prediction().tokens())
                .isGreaterThan(explanation.words().size());
    }

    @Test
    void chineseWordsHaveTheirPlacesToo() throws Exception {
        TextExplanation explanation = explain("reviews-zh", "😀房间很干净", ExplanationSettings.DEFAULT);

        assertThat(explanation.words())
                .extracting(word -> word.start() + " " + word.end() + " " + word.text())
                .containsExactly("0 1 😀", "1 3 房间", "3 4 很", "4 6 干净");
        assertThat(explanation.words().get(3).contribution()).isPositive();
    }

    @Test
    void contributionsAndResidualAddUpToWhatTheTextIsMoreThanUnknownTokens() throws Exception {
        TextExplanation explanation =
                explain("reviews-en", "I loved the film, but the end was bad", ExplanationSettings.DEFAULT);
        double sum = explanation.words().stream()
                .mapToDouble(TextExplanation.Word::contribution)
                .sum();

        assertThat(Objects.requireNonNull(explanation.baseline())
                        + sum
                        + Objects.requireNonNull(explanation.residual()))
                .isCloseTo(explanation.logOdds(), within(1e-9));
        assertThat((double) explanation.prediction().positive())
                .isCloseTo(LogOdds.probability(explanation.logOdds()), within(1e-7));
        assertThat(word(explanation, "loved").contribution()).isPositive();
        assertThat(word(explanation, "bad").contribution()).isNegative();
    }

    private static TextExplanation.Word word(TextExplanation explanation, String text) {
        return explanation.words().stream()
                .filter(word -> word.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void aTextWithoutTokensHasNoWords(ExplanationMethod method) throws Exception {
        TextExplanation explanation = explain("reviews-en", "\u200B", ExplanationSettings.of(method));

        assertThat(explanation.words()).isEmpty();
        assertThat(explanation.prediction().tokens()).isZero();
    }

    @Test
    void ofALongTextTheWordsThatAreReadAreExplained() throws Exception {
        String text = "dull ".repeat(150) + "unread ".repeat(40) + "great ".repeat(350);
        TextExplanation explanation = explain(TinyModels.pooled(folder), text, ExplanationSettings.DEFAULT);

        assertThat(explanation.prediction().truncated()).isTrue();
        assertThat(explanation.words()).hasSize(400);
        assertThat(explanation.words().get(99).text()).isEqualTo("dull");
        assertThat(explanation.words().get(100).text()).isEqualTo("great");
        assertThat(explanation.words().get(399).end()).isEqualTo(text.strip().length());
    }

    @Test
    void ofALongTextAllWordsAreExplainedByANetworkThatReadsForwards() throws Exception {
        TextExplanation explanation = explain("reviews-en", "dull ".repeat(500), ExplanationSettings.DEFAULT);

        assertThat(explanation.prediction().truncated()).isFalse();
        assertThat(explanation.words()).hasSize(500);
    }

    @Test
    void aDeletedWordOfALongTextShowsOneThatWasNotRead() throws Exception {
        ModelBundle bundle = TinyModels.pooled(folder);
        String end = " great".repeat(300);
        try (TextExplainer explainer = new TextExplainer(bundle)) {
            PendingExplanation pending = explainer.read("dull ".repeat(100) + "not" + end, LEAVE_ONE_OUT);

            assertThat(pending.rows()).hasSize(401);
            assertThat(pending.rows().get(1)).isEqualTo(bundle.encoder().encode("dull ".repeat(99) + "not" + end));
            assertThat(pending.rows().get(400))
                    .isEqualTo(bundle.encoder().encode("dull ".repeat(100) + "not" + " great".repeat(299)));
        }
    }

    @Test
    void answersThatAreNotAsManyAsTheRowsAreRefused() throws Exception {
        PendingExplanation pending =
                new TextExplainer(LoadedModels.shipped().newest("reviews-en")).read("Great fun", LEAVE_ONE_OUT);

        assertThat(pending.rows()).hasSize(3);
        assertThatThrownBy(() -> pending.explanation(new float[2]))
                .hasMessage("There are 2 probabilities for 3 texts.");
    }

    @Test
    void anUnknownMethodIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> ExplanationMethod.ofLabel("lime"))
                .hasMessage("Unknown method 'lime': use integrated-gradients or leave-one-out.");
    }

    private static TextExplanation explain(String model, String text, ExplanationSettings settings) throws Exception {
        return explain(LoadedModels.shipped().newest(model), text, settings);
    }

    private static TextExplanation explain(ModelBundle bundle, String text, ExplanationSettings settings)
            throws Exception {
        try (InferenceEngine engine = engine(bundle);
                TextExplainer explainer = new TextExplainer(bundle)) {
            return explainer.explain(text, settings, engine);
        }
    }

    /** The quickest of this machine, without tables that a few texts do not pay. */
    private static InferenceEngine engine(ModelBundle bundle) {
        return EngineSelection.of("auto", "fp32", 0, 0).open(bundle);
    }
}
