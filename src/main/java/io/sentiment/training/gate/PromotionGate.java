package io.sentiment.training.gate;

import io.sentiment.network.Evaluation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decides whether a challenger becomes the champion. Immutable and thread-safe. */
public final class PromotionGate {

    /**
     * Whether a challenger becomes the champion. Immutable.
     *
     * @param promote whether it does
     * @param reason why, as one sentence
     */
    @Schema(name = "GateDecision")
    public record Decision(boolean promote, String reason) {}

    private final GateSettings settings;

    /** A gate with that rule. */
    public PromotionGate(GateSettings settings) {
        this.settings = settings;
    }

    /**
     * The decision, with a sentence that says why.
     *
     * @param comparisons one a held-out set, at least one
     * @throws IllegalArgumentException if there is none
     */
    public Decision decide(List<HeldOutComparison> comparisons) {
        if (comparisons.isEmpty()) {
            throw new IllegalArgumentException("A gate needs at least one comparison.");
        }
        return switch (settings.mode()) {
            case ALWAYS -> new Decision(true, "The gate promotes every challenger.");
            case MANUAL -> new Decision(false, "The gate leaves the promotion to a person.");
            case AUTOMATIC -> byRule(comparisons);
        };
    }

    private Decision byRule(List<HeldOutComparison> comparisons) {
        List<String> objections = new ArrayList<>();
        for (HeldOutComparison comparison : comparisons) {
            Evaluation champion = comparison.champion();
            if (champion != null) {
                addObjections(comparison.set(), champion, comparison.challenger(), objections);
            }
        }
        if (!objections.isEmpty()) {
            return new Decision(false, "The challenger is worse: " + String.join("; ", objections) + ".");
        }
        return new Decision(
                true,
                comparisons.stream().allMatch(comparison -> comparison.champion() == null)
                        ? "There is no champion to compare with."
                        : "The challenger is at least as good as the champion on every held-out set.");
    }

    private void addObjections(String set, Evaluation champion, Evaluation challenger, List<String> objections) {
        if (correct(challenger) < correct(champion) - settings.maximumAccuracyLoss() * champion.rows()) {
            objections.add(String.format(
                    Locale.ROOT,
                    "on %s its accuracy is %.2f %% instead of %.2f %%",
                    set,
                    100 * challenger.accuracy(),
                    100 * champion.accuracy()));
        }
        if (challenger.logLoss() > champion.logLoss() * (1 + settings.maximumLogLossIncrease())) {
            objections.add(String.format(
                    Locale.ROOT,
                    "on %s its log loss is %.4f instead of %.4f",
                    set,
                    challenger.logLoss(),
                    champion.logLoss()));
        }
    }

    /** Counted and not computed, so that equal accuracies are equal. */
    private static int correct(Evaluation evaluation) {
        return evaluation.confusion().truePositives() + evaluation.confusion().trueNegatives();
    }
}
