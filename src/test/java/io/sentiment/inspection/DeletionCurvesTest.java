package io.sentiment.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.model.LoadedModels;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.engines.EngineSelection;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeletionCurvesTest {

    private static final List<String> TEXTS = List.of(
            "A wonderful film with a great cast, although the first half hour is rather slow for my taste.",
            "\u200B",
            "The plot is a dull mess, the jokes are bad, and I left the cinema before the end of it.");

    @Test
    void wordsThatExplainAnAnswerTakeItAlongSoonerThanAnyWords() throws Exception {
        ModelBundle bundle = LoadedModels.shipped().newest("reviews-en");
        try (InferenceEngine engine = EngineSelection.of("auto", "fp32", 0, 0).open(bundle);
                TextExplainer explainer = new TextExplainer(bundle)) {
            DeletionCurves curves = DeletionCurves.of(explainer, engine, TEXTS);

            assertThat(curves.texts()).isEqualTo(2);
            assertThat(curves.deleted()).containsExactly(1, 2, 3, 5, 10);
            assertThat(curves.orders())
                    .containsOnlyKeys("integrated-gradients", "leave-one-out", "random")
                    .allSatisfy((order, falls) -> assertThat(falls).hasSize(5));
            double atRandom = fall(curves, "random", 2);
            assertThat(fall(curves, "integrated-gradients", 2)).isGreaterThan(atRandom);
            assertThat(fall(curves, "leave-one-out", 2)).isGreaterThan(atRandom);
            assertThat(DeletionCurves.of(explainer, engine, TEXTS)).isEqualTo(curves);
        }
    }

    @Test
    void theFirstWordByLeaveOneOutIsTheOneThatLowersTheAnswerMost() throws Exception {
        ModelBundle bundle = LoadedModels.shipped().newest("reviews-en");
        try (InferenceEngine engine = EngineSelection.of("auto", "fp32", 0, 0).open(bundle);
                TextExplainer explainer = new TextExplainer(bundle)) {
            DeletionCurves curves = DeletionCurves.of(explainer, engine, List.of("dull but great"));
            float[] positive = engine.positiveProbabilities(
                    List.of("dull but great", "but great", "dull  great", "dull but ").stream()
                            .map(bundle.encoder()::encode)
                            .toList());
            boolean isPositive = positive[0] >= bundle.manifest().threshold();
            double largest = Double.NEGATIVE_INFINITY;
            for (int shorter = 1; shorter < positive.length; shorter++) {
                double fall = isPositive ? positive[0] - positive[shorter] : positive[shorter] - positive[0];
                largest = Math.max(largest, fall);
            }

            assertThat(fall(curves, "leave-one-out", 0)).isCloseTo(largest, within(1e-6));
        }
    }

    private static double fall(DeletionCurves curves, String order, int index) {
        return Objects.requireNonNull(curves.orders().get(order)).get(index);
    }
}
