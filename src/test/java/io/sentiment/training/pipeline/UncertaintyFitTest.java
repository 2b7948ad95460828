package io.sentiment.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.model.bundle.UncertainBand;
import io.sentiment.model.bundle.UncertainBand.RiskAtCoverage;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LabelledText;
import io.sentiment.text.EncodedText;
import io.sentiment.training.pipeline.UncertaintyFit.Answer;
import io.sentiment.training.pipeline.UncertaintyFit.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UncertaintyFitTest {

    @Test
    void eachEdgeIsTheLeastSureProbabilityFromWhichOnEnoughAnswersOfItsLabelAreRight() {
        List<Rows> rows = List.of(
                // Sure ones, all right: 40 of either label.
                new Rows(0.99, 40, 0),
                new Rows(0.01, 40, 0),
                // 57 of 60 positive answers from here on are right, which is 95 %.
                new Rows(0.8, 17, 3),
                // And 57 of 61 from here on.
                new Rows(0.6, 0, 1),
                // 40 of 45 negative answers.
                new Rows(0.2, 0, 5),
                // Right again, but not so many that all of the negative answers are right often enough.
                new Rows(0.4, 10, 0));

        UncertainBand band = band(fit(rows, 0.5, 0.95));

        assertThat(band.to()).isEqualTo(0.8);
        assertThat(band.from()).isEqualTo(0.01);
        assertThat(band.accuracy()).isEqualTo(0.95);
        // 40 + 40 + 20 of 116 rows.
        assertThat(band.coverage()).isCloseTo(100 / 116.0, within(1e-12));
        assertThat(band.uncertain(0.01)).isFalse();
        assertThat(band.uncertain(0.011)).isTrue();
        assertThat(band.uncertain(0.799)).isTrue();
        assertThat(band.uncertain(0.8)).isFalse();
        assertThat(fit(rows, 0.5, 0.95).sentence())
                .isEqualTo(
                        "Not sure between 0.010 and 0.800: of the answers outside, to 86.2 % of the development rows, at"
                                + " least 95.0 % are right.");
    }

    @Test
    void aModelThatIsRightOftenEnoughEverywhereIsAlwaysSure() {
        UncertainBand band = band(fit(List.of(new Rows(0.7, 60, 1), new Rows(0.3, 60, 2)), 0.5, 0.95));

        assertThat(band.from()).isEqualTo(0.5).isEqualTo(band.to());
        assertThat(band.coverage()).isCloseTo(1, within(1e-12));
        assertThat(band.uncertain(0.5)).isFalse();
        assertThat(band.uncertain(0.4999)).isFalse();
    }

    @Test
    void theEdgesMeetAtTheThresholdThatDecides() {
        UncertainBand band = band(fit(List.of(new Rows(0.7, 60, 1), new Rows(0.3, 60, 2)), 0.35, 0.95));

        assertThat(band.from()).isEqualTo(0.35).isEqualTo(band.to());
    }

    @Test
    void aLabelWhoseAnswersAreNeverRightOftenEnoughIsNeverSure() {
        UncertainBand band = band(fit(List.of(new Rows(0.7, 60, 1), new Rows(0.02, 40, 20)), 0.5, 0.95));

        assertThat(band.from()).isZero();
        assertThat(band.to()).isEqualTo(0.5);
        assertThat(band.uncertain(0)).isTrue();
        assertThat(band.uncertain(0.3)).isTrue();
        assertThat(band.uncertain(0.5)).isFalse();
        assertThat(band.coverage()).isCloseTo(61 / 121.0, within(1e-12));
    }

    @Test
    void aFewRightAnswersAreNotEnoughToBeSure() {
        // 19 right ones could be luck; 20 are as many as make one wrong answer in twenty.
        List<Rows> nineteen = List.of(new Rows(0.9, 19, 0), new Rows(0.6, 40, 40), new Rows(0.1, 60, 0));
        List<Rows> twenty = List.of(new Rows(0.9, 20, 0), new Rows(0.6, 40, 40), new Rows(0.1, 60, 0));

        assertThat(band(fit(nineteen, 0.5, 0.95)).to()).isEqualTo(1);
        assertThat(band(fit(nineteen, 0.5, 0.95)).uncertain(1)).isTrue();
        assertThat(band(fit(twenty, 0.5, 0.95)).to()).isEqualTo(0.9);
    }

    @Test
    void whereNothingCanBeSaidThereIsNoBandAndASentence() {
        Outcome few = fit(List.of(new Rows(0.9, 99, 0)), 0.5, 0.95);
        Outcome guessing = fit(List.of(new Rows(0.9, 50, 50), new Rows(0.1, 50, 50)), 0.5, 0.95);

        assertThat(few.band()).isNull();
        assertThat(few.sentence())
                .isEqualTo(
                        "Fits no band of uncertain answers: it needs at least 100 development rows, and there are 99.");
        assertThat(guessing.band()).isNull();
        assertThat(guessing.sentence())
                .isEqualTo(
                        "Fits no band of uncertain answers: however sure the answers to the development rows are, fewer"
                                + " than 95.0 % of them are right.");
    }

    @Test
    void theRiskOfTheSurestAnswersIsTheShareOfWrongOnesAmongThem() {
        // Ten rows in a hundred each, from the surest to the least sure; both labels count by their distance.
        List<Rows> rows = List.of(
                new Rows(0.99, 10, 0),
                new Rows(0.02, 10, 0),
                new Rows(0.97, 10, 0),
                new Rows(0.04, 9, 1),
                new Rows(0.95, 10, 0),
                new Rows(0.1, 9, 1),
                new Rows(0.8, 9, 1),
                new Rows(0.3, 8, 2),
                new Rows(0.65, 7, 3),
                new Rows(0.45, 5, 5));

        List<RiskAtCoverage> curve = band(fit(rows, 0.5, 0.9)).riskCoverage();

        assertThat(curve)
                .extracting(RiskAtCoverage::coverage)
                .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);
        double[] wrong = {0, 0, 0, 1, 1, 2, 3, 5, 8, 13};
        for (int point = 0; point < 10; point++) {
            assertThat(curve.get(point).risk()).isCloseTo(wrong[point] / (10.0 * (point + 1)), within(1e-9));
        }
    }

    @Test
    void developmentSetsCountAlikeWhateverTheirSizes() {
        // Of the large set's answers all are right, of the small one's none of the positive ones.
        Map<String, List<LabelledText>> sets = new LinkedHashMap<>();
        sets.put("large", texts(1_000, true));
        sets.put("small", texts(20, false));
        InferenceEngine engine = new Repeating(0.9f);

        assertThat(UncertaintyFit.of(engine, sets, 0.5, 0.95).band()).isNull();
        sets.put("small", texts(20, true));
        assertThat(UncertaintyFit.of(engine, sets, 0.5, 0.95).band()).isNotNull();
    }

    private static List<LabelledText> texts(int count, boolean positive) {
        return Collections.nCopies(count, new LabelledText(new EncodedText(new int[] {2}, 1, 0, false), positive));
    }

    private static Outcome fit(List<Rows> rows, double threshold, double accuracy) {
        int all = rows.stream().mapToInt(each -> each.right + each.wrong).sum();
        List<Answer> answers = new ArrayList<>();
        for (Rows each : rows) {
            for (int row = 0; row < each.right + each.wrong; row++) {
                answers.add(new Answer(each.probability, row < each.right, 1.0 / all));
            }
        }
        return new UncertaintyFit(answers, threshold, accuracy).fit();
    }

    private static UncertainBand band(Outcome outcome) {
        return Objects.requireNonNull(outcome.band(), outcome.sentence());
    }

    /** Development rows that were answered alike. */
    private record Rows(double probability, int right, int wrong) {}

    /** Answers every text alike. */
    private record Repeating(float probability) implements InferenceEngine {

        @Override
        public String name() {
            return "repeating";
        }

        @Override
        public float[] positiveProbabilities(List<EncodedText> texts) {
            float[] answers = new float[texts.size()];
            Arrays.fill(answers, probability);
            return answers;
        }

        @Override
        public void close() {}
    }
}
