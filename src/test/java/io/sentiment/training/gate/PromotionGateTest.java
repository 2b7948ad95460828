package io.sentiment.training.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.network.Evaluation;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PromotionGateTest {

    private final PromotionGate gate = new PromotionGate(GateSettings.DEFAULT);

    @Test
    void anEqualChallengerIsPromotedAndEveryFigureIsNamed() {
        assertThat(gate.decide(List.of(
                        comparison("upload", measured(100, 80, 0.5), measured(100, 80, 0.5), 3, 3),
                        comparison("domain", measured(300, 270, 0.24), measured(300, 273, 0.25), 5, 2))))
                .isEqualTo(new PromotionGate.Decision(
                        true,
                        "The challenger is worse on none of the held-out sets: on upload (100 rows) its accuracy is 80.00 %"
                                + " and the champion's 80.00 %, its log loss 0.5000 and 0.5000; on domain (300 rows) its"
                                + " accuracy is 90.00 % and the champion's 91.00 %, its log loss 0.2400 and 0.2500."));
    }

    @Test
    void fewerThanAHundredRowsInAllDecideNothing() {
        assertThat(gate.decide(List.of(
                        comparison("upload", measured(40, 40, 0.1), measured(40, 30, 0.5), 0, 10),
                        comparison("domain", measured(59, 59, 0.1), measured(59, 50, 0.5), 0, 9))))
                .isEqualTo(new PromotionGate.Decision(
                        false,
                        "The challenger is kept. 99 held-out rows are too few to decide on, at least 100 are needed."));
    }

    @Test
    void answersByChanceAreNotPromotedHoweverManyRowsTheDomainHas() {
        PromotionGate.Decision decision = gate.decide(List.of(
                comparison("upload", measured(4, 2, 0.7), measured(4, 2, 0.7), 0, 0),
                comparison("domain", measured(300, 270, 0.25), measured(300, 270, 0.25), 1, 1)));

        assertThat(decision)
                .isEqualTo(new PromotionGate.Decision(
                        false,
                        "The challenger is kept. On upload its accuracy of 50.00 % on 4 rows is not better than chance"
                                + " (p = 0.83)."));
    }

    @Test
    void aSetOnWhichItIsSignificantlyWorseKeepsTheChallenger() {
        PromotionGate.Decision decision = gate.decide(List.of(
                comparison("upload", measured(100, 90, 0.3), measured(100, 80, 0.5), 2, 12),
                comparison("domain", measured(300, 255, 0.25), measured(300, 273, 0.25), 22, 4)));

        assertThat(decision)
                .isEqualTo(new PromotionGate.Decision(
                        false,
                        "The challenger is kept. On domain its accuracy is 85.00 % instead of 91.00 % on 300 rows: only the"
                                + " champion is right on 22 rows, only the challenger on 4 (p = 0.00086)."));
    }

    @Test
    void theLogLossMayBeTwoPercentWorse() {
        assertThat(gate.decide(List.of(comparison("upload", measured(100, 80, 0.51), measured(100, 80, 0.5), 0, 0)))
                        .promote())
                .isTrue();
        assertThat(gate.decide(List.of(comparison("upload", measured(100, 80, 0.5101), measured(100, 80, 0.5), 0, 0))))
                .isEqualTo(new PromotionGate.Decision(
                        false, "The challenger is kept. On upload its log loss is 0.5101 instead of 0.5000."));
    }

    @Test
    void theLogLossOfTheDomainDoesNotDecide() {
        assertThat(gate.decide(List.of(
                                comparison("upload", measured(100, 80, 0.5), measured(100, 80, 0.5), 0, 0),
                                comparison("domain", measured(300, 270, 0.3), measured(300, 270, 0.25), 0, 0)))
                        .promote())
                .isTrue();
    }

    @Test
    void aChampionThatIsWorseThanChanceMakesTheLabelsSuspect() {
        List<HeldOutComparison> exchanged =
                List.of(comparison("upload", measured(200, 190, 0.2), measured(200, 30, 2.5), 2, 162));
        String suspicion =
                " The labels may be exchanged: the champion is right on only 15.00 % of the 200 rows of upload,"
                        + " which is worse than chance (p = ";

        assertThat(gate.decide(exchanged)).satisfies(decision -> {
            assertThat(decision.promote()).isFalse();
            assertThat(decision.reason()).startsWith("The challenger is kept." + suspicion);
        });
        assertThat(new PromotionGate(new GateSettings(GateMode.ALWAYS, GateRule.DEFAULT)).decide(exchanged))
                .satisfies(decision -> {
                    assertThat(decision.promote()).isTrue();
                    assertThat(decision.reason()).contains(suspicion);
                });
        assertThat(new PromotionGate(new GateSettings(GateMode.MANUAL, GateRule.DEFAULT))
                        .decide(exchanged)
                        .reason())
                .contains(suspicion);
    }

    @Test
    void theRuleCanBeChanged() {
        List<HeldOutComparison> few =
                List.of(comparison("upload", measured(40, 30, 0.55), measured(40, 31, 0.5), 8, 2));

        assertThat(new PromotionGate(new GateSettings(GateMode.AUTOMATIC, new GateRule(40, 0.05, 0.1)))
                        .decide(few)
                        .promote())
                .isTrue();
        assertThat(new PromotionGate(new GateSettings(GateMode.AUTOMATIC, new GateRule(40, 0.2, 0.1)))
                        .decide(few)
                        .promote())
                .isFalse();
    }

    @Test
    void theOtherModesDoNotLookAtTheFigures() {
        List<HeldOutComparison> worse =
                List.of(comparison("upload", measured(100, 60, 2), measured(100, 80, 0.5), 30, 10));
        List<HeldOutComparison> better =
                List.of(comparison("upload", measured(100, 90, 0.1), measured(100, 80, 0.5), 0, 10));

        assertThat(new PromotionGate(new GateSettings(GateMode.ALWAYS, GateRule.DEFAULT)).decide(worse))
                .isEqualTo(new PromotionGate.Decision(true, "The gate promotes every challenger."));
        assertThat(new PromotionGate(new GateSettings(GateMode.MANUAL, GateRule.DEFAULT)).decide(better))
                .isEqualTo(new PromotionGate.Decision(false, "The gate leaves the promotion to a person."));
    }

    @Test
    void withoutAChampionOnlyChanceIsBeaten() {
        assertThat(gate.decide(
                        List.of(new HeldOutComparison("upload", measured(100, 80, 0.5), null, 0, List.of(), null))))
                .isEqualTo(new PromotionGate.Decision(
                        true,
                        "The challenger is worse on none of the held-out sets: on upload (100 rows) its accuracy is 80.00 %"
                                + " and its log loss 0.5000, without a champion to compare with."));
        assertThat(gate.decide(List.of(
                                new HeldOutComparison("upload", measured(100, 50, 0.5), null, 0, List.of(), null)))
                        .promote())
                .isFalse();
    }

    @Test
    void alwaysGivingTheLabelOfMostRowsIsChance() {
        Evaluation allPositive =
                new Evaluation(100, 0.95, 0.95, 1, 0.97, 0.5, 0.2, 0.1, new Evaluation.Confusion(95, 5, 0, 0));
        Evaluation both = new Evaluation(100, 1, 1, 1, 1, 1, 0.1, 0.1, new Evaluation.Confusion(95, 0, 5, 0));

        assertThat(FisherExact.of(allPositive).betterThanChance()).isEqualTo(1);
        assertThat(FisherExact.of(allPositive).worseThanChance()).isEqualTo(1);
        // The five negative rows are one of C(100, 5) choices.
        assertThat(FisherExact.of(both).betterThanChance()).isCloseTo(1 / 75_287_520.0, Offset.offset(1e-13));
    }

    private static HeldOutComparison comparison(
            String set, Evaluation challenger, Evaluation champion, int onlyChampion, int onlyChallenger) {
        return new HeldOutComparison(
                set,
                challenger,
                champion,
                onlyChampion + onlyChallenger,
                List.of(),
                McNemar.of(onlyChampion, onlyChallenger));
    }

    /** An evaluation on rows, half of them positive, of which so many are called rightly. */
    private static Evaluation measured(int rows, int correct, double logLoss) {
        int positive = correct / 2;
        int negative = correct - positive;
        return new Evaluation(
                rows,
                (double) correct / rows,
                0.5,
                0.5,
                0.5,
                0.5,
                logLoss,
                0.1,
                new Evaluation.Confusion(positive, rows / 2 - negative, negative, rows - rows / 2 - positive));
    }
}
