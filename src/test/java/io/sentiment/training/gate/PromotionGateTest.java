package io.sentiment.training.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.network.Evaluation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PromotionGateTest {

    private final PromotionGate gate = new PromotionGate(GateSettings.DEFAULT);

    @Test
    void anEqualChallengerIsPromoted() {
        assertThat(gate.decide(List.of(comparison("upload", measured(80, 0.5), measured(80, 0.5)))))
                .isEqualTo(new PromotionGate.Decision(
                        true, "The challenger is at least as good as the champion on every held-out set."));
    }

    @Test
    void oneRowLessOnOneSetIsTooMany() {
        PromotionGate.Decision decision = gate.decide(List.of(
                comparison("upload", measured(90, 0.3), measured(80, 0.5)),
                comparison("reference", measured(79, 0.5), measured(80, 0.5))));

        assertThat(decision)
                .isEqualTo(new PromotionGate.Decision(
                        false, "The challenger is worse: on reference its accuracy is 79.00 % instead of 80.00 %."));
    }

    @Test
    void theLogLossMayBeTwoPercentWorse() {
        assertThat(gate.decide(List.of(comparison("upload", measured(80, 0.51), measured(80, 0.5))))
                        .promote())
                .isTrue();
        assertThat(gate.decide(List.of(comparison("upload", measured(80, 0.5101), measured(80, 0.5)))))
                .isEqualTo(new PromotionGate.Decision(
                        false, "The challenger is worse: on upload its log loss is 0.5101 instead of 0.5000."));
    }

    @Test
    void everyObjectionIsNamed() {
        assertThat(gate.decide(List.of(
                                comparison("upload", measured(70, 0.9), measured(80, 0.5)),
                                comparison("reference", measured(70, 0.5), measured(80, 0.5))))
                        .reason())
                .isEqualTo(
                        "The challenger is worse: on upload its accuracy is 70.00 % instead of 80.00 %; on upload its"
                                + " log loss is 0.9000 instead of 0.5000; on reference its accuracy is 70.00 % instead of 80.00 %.");
    }

    @Test
    void aToleranceOfAccuracyIsTolerated() {
        PromotionGate tolerant = new PromotionGate(new GateSettings(GateMode.AUTOMATIC, 0.02, 0.02));

        assertThat(tolerant.decide(List.of(comparison("upload", measured(78, 0.5), measured(80, 0.5))))
                        .promote())
                .isTrue();
        assertThat(tolerant.decide(List.of(comparison("upload", measured(77, 0.5), measured(80, 0.5))))
                        .promote())
                .isFalse();
    }

    @Test
    void theOtherModesDoNotLookAtTheFigures() {
        List<HeldOutComparison> worse = List.of(comparison("upload", measured(10, 2), measured(80, 0.5)));
        List<HeldOutComparison> better = List.of(comparison("upload", measured(90, 0.1), measured(80, 0.5)));

        assertThat(new PromotionGate(GateSettings.of(GateMode.ALWAYS))
                        .decide(worse)
                        .promote())
                .isTrue();
        assertThat(new PromotionGate(GateSettings.of(GateMode.MANUAL))
                        .decide(better)
                        .promote())
                .isFalse();
    }

    @Test
    void withoutAChampionThereIsNothingToBeWorseThan() {
        assertThat(gate.decide(List.of(comparison("upload", measured(10, 2), null))))
                .isEqualTo(new PromotionGate.Decision(true, "There is no champion to compare with."));
    }

    private static HeldOutComparison comparison(String set, Evaluation challenger, @Nullable Evaluation champion) {
        return new HeldOutComparison(set, challenger, champion, 0, List.of(), null);
    }

    /** An evaluation on 100 rows of which so many are called rightly. */
    private static Evaluation measured(int correct, double logLoss) {
        return new Evaluation(
                100,
                correct / 100.0,
                0.5,
                0.5,
                0.5,
                0.5,
                logLoss,
                0.1,
                new Evaluation.Confusion(
                        correct / 2, (100 - correct) / 2, correct - correct / 2, 100 - correct - (100 - correct) / 2));
    }
}
