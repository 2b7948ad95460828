package io.sentiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.evaluation.DetailedEvaluation.CalibrationBin;
import io.sentiment.evaluation.Slices.Slice;
import org.junit.jupiter.api.Test;

class DetailedEvaluationTest {

    @Test
    void aTextIsInTheSliceOfItsWholeLength() {
        DetailedEvaluation evaluation = new Answers()
                .add(0, 0, 0.9, true)
                .add(10, 0, 0.9, false)
                .add(11, 0, 0.2, false)
                .add(640, 0, 0.8, true)
                .add(641, 0, 0.8, true)
                .add(5000, 0, 0.8, false)
                .evaluate();

        assertThat(evaluation.slices().byLength())
                .containsExactly(
                        Slice.of("up to 10", 2, 1),
                        Slice.of("11 to 20", 1, 1),
                        Slice.of("321 to 640", 1, 1),
                        Slice.of("over 640", 2, 1));
        assertThat(evaluation.slices().byLength().get(0).accuracy()).isEqualTo(0.5);
        assertThat(evaluation.accuracyInterval()).isEqualTo(Interval.wilson(4, 6));
    }

    @Test
    void aTextIsInTheSliceOfItsShareOfUnknownTokens() {
        DetailedEvaluation evaluation = new Answers()
                .add(0, 0, 0.9, true)
                .add(100, 0, 0.9, true)
                .add(100, 2, 0.9, true)
                .add(100, 3, 0.9, false)
                .add(5, 1, 0.1, false)
                .add(4, 1, 0.1, true)
                .evaluate();

        assertThat(evaluation.slices().byUnknownTokens())
                .containsExactly(
                        Slice.of("none", 2, 2),
                        Slice.of("up to 2 %", 1, 1),
                        Slice.of("up to 5 %", 1, 0),
                        Slice.of("up to 20 %", 1, 1),
                        Slice.of("over 20 %", 1, 0));
    }

    @Test
    void theBinsOfCalibrationHoldTheTextsOfTheirProbability() {
        DetailedEvaluation evaluation = new Answers()
                .add(5, 0, 0, false)
                .add(5, 0, 0.0625, true)
                .add(5, 0, 0.5, true)
                .add(5, 0, 1, true)
                .evaluate();

        assertThat(evaluation.calibration())
                .containsExactly(
                        new CalibrationBin(2, 0.03125, 0.5, Interval.wilson(1, 2)),
                        new CalibrationBin(1, 0.5, 1, Interval.wilson(1, 1)),
                        new CalibrationBin(1, 1, 1, Interval.wilson(1, 1)));
    }
}
