package io.sentiment.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected values were worked out by hand; scikit-learn gives the same. */
class EvaluationTest {

    private static final Offset<Double> EXACT = within(1e-6);

    private static final float[] PROBABILITIES = {0.9f, 0.8f, 0.6f, 0.4f, 0.3f, 0.2f};
    private static final boolean[] LABELS = {true, true, false, true, false, false};

    @Test
    void countsAndRatiosFollowTheThreshold() {
        Evaluation evaluation = Evaluation.of(PROBABILITIES, LABELS, 0.5);

        assertThat(evaluation.rows()).isEqualTo(6);
        assertThat(evaluation.confusion()).isEqualTo(new Evaluation.Confusion(2, 1, 2, 1));
        assertThat(evaluation.accuracy()).isEqualTo(4 / 6.0, EXACT);
        assertThat(evaluation.precision()).isEqualTo(2 / 3.0, EXACT);
        assertThat(evaluation.recall()).isEqualTo(2 / 3.0, EXACT);
        assertThat(evaluation.f1()).isEqualTo(2 / 3.0, EXACT);
        assertThat(Evaluation.of(PROBABILITIES, LABELS, 0.7).confusion())
                .isEqualTo(new Evaluation.Confusion(2, 0, 3, 1));
    }

    @Test
    void rocAucCountsPairsInTheRightOrderAndTiesByHalf() {
        assertThat(Evaluation.of(PROBABILITIES, LABELS, 0.5).rocAuc()).isEqualTo(8 / 9.0, EXACT);
        float[] tied = {0.5f, 0.5f, 0.5f, 0.1f};
        boolean[] labels = {true, false, true, false};
        assertThat(Evaluation.of(tied, labels, 0.5).rocAuc()).isEqualTo(3 / 4.0, EXACT);
    }

    @Test
    void logLossIsTheMeanCrossEntropyAndStaysFinite() {
        float[] probabilities = {0.75f, 0.5f};
        boolean[] labels = {true, false};
        assertThat(Evaluation.of(probabilities, labels, 0.5).logLoss())
                .isEqualTo((Math.log(4 / 3.0) + Math.log(2)) / 2, EXACT);
        assertThat(Evaluation.of(new float[] {0}, new boolean[] {true}, 0.5).logLoss())
                .isEqualTo(-Math.log(1e-7), EXACT);
    }

    @Test
    void calibrationErrorIsTheGapBetweenConfidenceAndAccuracy() {
        // Confidence 0.75 in four answers, of which two are right: a gap of 0.25.
        float[] probabilities = {0.75f, 0.75f, 0.25f, 0.25f};
        boolean[] labels = {true, false, false, true};
        assertThat(Evaluation.of(probabilities, labels, 0.5).calibrationError()).isEqualTo(0.25, EXACT);
        float[] certain = {1, 0};
        assertThat(Evaluation.of(certain, new boolean[] {true, false}, 0.5).calibrationError())
                .isEqualTo(0, EXACT);
    }

    @Test
    void aMissingClassGivesNoDivisionByZero() {
        Evaluation evaluation = Evaluation.of(new float[] {0.1f}, new boolean[] {false}, 0.5);
        assertThat(evaluation.precision()).isZero();
        assertThat(evaluation.f1()).isZero();
        assertThat(evaluation.rocAuc()).isEqualTo(0.5);
        assertThatThrownBy(() -> Evaluation.of(new float[0], new boolean[0], 0.5))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
