package io.sentiment.training.gate;

import io.sentiment.network.Evaluation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Decides whether a challenger becomes the champion. By the rule it does when there are enough held-out rows in all, its
 * answers on the rows of the upload are better than chance ({@link FisherExact}), it is on no set significantly worse than
 * the champion ({@link McNemar}), its log loss is on no set but the domain's higher than the rule allows, and the champion is not worse than chance
 * on the upload, which is a sign of exchanged labels. Immutable and thread-safe.
 */
public final class PromotionGate {

    /** The set of the rows that came with the upload. */
    public static final String UPLOAD = "upload";

    /**
     * The set of the rows of the champion's domain. Only labels count there: a network that learns from other texts is less
     * sure of these, and not for that a worse one.
     */
    public static final String DOMAIN = "domain";

    /**
     * Whether a challenger becomes the champion. Immutable.
     *
     * @param promote whether it does
     * @param reason why, in sentences with all figures that decided
     */
    @Schema(name = "GateDecision")
    public record Decision(boolean promote, String reason) {}

    private final GateSettings settings;

    /** A gate with that rule. */
    public PromotionGate(GateSettings settings) {
        this.settings = settings;
    }

    /**
     * The decision, with sentences that say why.
     *
     * @param comparisons one a held-out set, at least one
     * @throws IllegalArgumentException if there is none
     */
    public Decision decide(List<HeldOutComparison> comparisons) {
        if (comparisons.isEmpty()) {
            throw new IllegalArgumentException("A gate needs at least one comparison.");
        }
        String suspicion = suspicion(comparisons);
        return switch (settings.mode()) {
            case ALWAYS -> new Decision(true, "The gate promotes every challenger." + suspicion);
            case MANUAL -> new Decision(false, "The gate leaves the promotion to a person." + suspicion);
            case AUTOMATIC -> byRule(comparisons, suspicion);
        };
    }

    private Decision byRule(List<HeldOutComparison> comparisons, String suspicion) {
        List<String> objections = new ArrayList<>();
        int rows = comparisons.stream()
                .mapToInt(comparison -> comparison.challenger().rows())
                .sum();
        if (rows < settings.rule().minimumRows()) {
            objections.add(rows + " held-out rows are too few to decide on, at least "
                    + settings.rule().minimumRows() + " are needed");
        }
        for (HeldOutComparison comparison : comparisons) {
            addObjections(comparison, objections);
        }
        if (!objections.isEmpty() || !suspicion.isEmpty()) {
            String reasons =
                    objections.stream().map(reason -> " " + reason + ".").collect(Collectors.joining());
            return new Decision(false, "The challenger is kept." + reasons + suspicion);
        }
        return new Decision(
                true,
                "The challenger is worse on none of the held-out sets: "
                        + comparisons.stream().map(PromotionGate::figures).collect(Collectors.joining("; ")) + ".");
    }

    /** That labels are exchanged is said whoever decides; empty where nothing hints at it. */
    private String suspicion(List<HeldOutComparison> comparisons) {
        for (HeldOutComparison comparison : comparisons) {
            Evaluation champion = comparison.champion();
            if (champion != null && comparison.set().equals(UPLOAD)) {
                double chance = FisherExact.of(champion).worseThanChance();
                if (chance < settings.rule().significance()) {
                    return format(
                            " The labels may be exchanged: the champion is right on only %.2f %% of the %d rows of %s, which"
                                    + " is worse than chance (p = %.2g).",
                            100 * champion.accuracy(), champion.rows(), comparison.set(), chance);
                }
            }
        }
        return "";
    }

    private void addObjections(HeldOutComparison comparison, List<String> objections) {
        String set = comparison.set();
        Evaluation challenger = comparison.challenger();
        double chance = FisherExact.of(challenger).betterThanChance();
        if (set.equals(UPLOAD) && chance >= settings.rule().significance()) {
            objections.add(format(
                    "On %s its accuracy of %.2f %% on %d rows is not better than chance (p = %.2g)",
                    set, 100 * challenger.accuracy(), challenger.rows(), chance));
        }
        Evaluation champion = comparison.champion();
        McNemar test = comparison.mcNemar();
        if (champion == null || test == null) {
            return;
        }
        if (test.onlyChampionRight() > test.onlyChallengerRight()
                && test.pValue() < settings.rule().significance()) {
            objections.add(format(
                    "On %s its accuracy is %.2f %% instead of %.2f %% on %d rows: only the champion is right on %d rows,"
                            + " only the challenger on %d (p = %.2g)",
                    set,
                    100 * challenger.accuracy(),
                    100 * champion.accuracy(),
                    challenger.rows(),
                    test.onlyChampionRight(),
                    test.onlyChallengerRight(),
                    test.pValue()));
        }
        if (!set.equals(DOMAIN)
                && challenger.logLoss()
                        > champion.logLoss() * (1 + settings.rule().maximumLogLossIncrease())) {
            objections.add(format(
                    "On %s its log loss is %.4f instead of %.4f", set, challenger.logLoss(), champion.logLoss()));
        }
    }

    private static String figures(HeldOutComparison comparison) {
        Evaluation challenger = comparison.challenger();
        Evaluation champion = comparison.champion();
        String own = format(
                "on %s (%d rows) its accuracy is %.2f %%",
                comparison.set(), challenger.rows(), 100 * challenger.accuracy());
        return champion == null
                ? own + format(" and its log loss %.4f, without a champion to compare with", challenger.logLoss())
                : own
                        + format(
                                " and the champion's %.2f %%, its log loss %.4f and %.4f",
                                100 * champion.accuracy(), challenger.logLoss(), champion.logLoss());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
