package io.sentiment.training.pipeline;

import io.sentiment.model.bundle.UncertainBand;
import io.sentiment.model.bundle.UncertainBand.RiskAtCoverage;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LabelledText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the narrowest band of probabilities outside of which a share of the answers to development rows is right. Its two
 * edges are found apart, each by the answers of its own label: who reads an answer knows its label, and the share then holds
 * for sure positive answers and for sure negative ones, also where a model knows one label better than the other. A band
 * around the threshold with equal sides would promise it for both together only. Sets of development rows count alike,
 * whatever their sizes, as they do when the best epoch is selected.
 */
final class UncertaintyFit {

    /** Fewer rows say too little. */
    static final int MINIMUM_ROWS = 100;

    /** Points of the risk-coverage curve. */
    private static final int COVERAGES = 10;

    /** Sums of weights that should be one another may differ by this. */
    private static final double ROUNDING = 1e-9;

    private final List<Answer> answers;
    private final double threshold;
    private final double accuracy;

    /**
     * @param threshold probability from which an answer is positive
     * @param accuracy share of the answers outside of the band that is to be right, above 0 and below 1
     */
    UncertaintyFit(List<Answer> answers, double threshold, double accuracy) {
        this.answers = answers;
        this.threshold = threshold;
        this.accuracy = accuracy;
    }

    /** The band for what an engine answers to sets of development texts. */
    static Outcome of(
            InferenceEngine engine, Map<String, List<LabelledText>> development, double threshold, double accuracy) {
        List<Answer> answers = new ArrayList<>();
        for (List<LabelledText> set : development.values()) {
            float[] probabilities =
                    engine.predictAll(set.stream().map(LabelledText::text).toList());
            for (int row = 0; row < probabilities.length; row++) {
                boolean right =
                        (probabilities[row] >= threshold) == set.get(row).positive();
                answers.add(new Answer(probabilities[row], right, 1.0 / set.size() / development.size()));
            }
        }
        return new UncertaintyFit(answers, threshold, accuracy).fit();
    }

    Outcome fit() {
        if (answers.size() < MINIMUM_ROWS) {
            return Outcome.none(
                    "Fits no band of uncertain answers: it needs at least %d development rows, and there are %d.",
                    MINIMUM_ROWS, answers.size());
        }
        Double to = edge(
                answer -> answer.probability >= threshold,
                Comparator.comparing(Answer::probability).reversed());
        Double from = edge(answer -> answer.probability < threshold, Comparator.comparing(Answer::probability));
        if (to == null && from == null) {
            return Outcome.none(
                    "Fits no band of uncertain answers: however sure the answers to the development rows are, fewer than"
                            + " %.1f %% of them are right.",
                    100 * accuracy);
        }
        UncertainBand band = new UncertainBand(from == null ? 0 : from, to == null ? 1 : to, accuracy, 0, List.of());
        double covered = answers.stream()
                .filter(answer -> !band.uncertain(answer.probability))
                .mapToDouble(Answer::weight)
                .sum();
        return Outcome.of(new UncertainBand(band.from(), band.to(), accuracy, Math.min(1, covered), riskCoverage()));
    }

    /**
     * The least sure probability from which on enough of a label's answers are right: the threshold if that is so of all of
     * them, null if it is so of none.
     */
    private @Nullable Double edge(Predicate<Answer> ofLabel, Comparator<Answer> surestFirst) {
        List<Answer> sorted =
                answers.stream().filter(ofLabel).sorted(surestFirst).toList();
        // Of fewer answers the share could not be told from all of them.
        long fewest = Math.round(Math.ceil(1 / (1 - accuracy) - ROUNDING));
        Double edge = null;
        double right = 0;
        double all = 0;
        for (int index = 0; index < sorted.size(); index++) {
            Answer answer = sorted.get(index);
            right += answer.right ? answer.weight : 0;
            all += answer.weight;
            boolean last = index == sorted.size() - 1;
            boolean tied = !last && sorted.get(index + 1).probability == answer.probability;
            if (!tied && index + 1 >= fewest && right >= (accuracy - ROUNDING) * all) {
                edge = last ? threshold : answer.probability;
            }
        }
        return edge;
    }

    /** At equal steps of coverage, the surest answers first: those whose log odds are farthest from the threshold's. */
    private List<RiskAtCoverage> riskCoverage() {
        List<Answer> sorted = answers.stream()
                .sorted(Comparator.comparingDouble(this::distance).reversed())
                .toList();
        List<RiskAtCoverage> points = new ArrayList<>();
        double wrong = 0;
        double all = 0;
        int next = 0;
        for (int point = 1; point <= COVERAGES; point++) {
            double coverage = (double) point / COVERAGES;
            while (next < sorted.size() && all < coverage - ROUNDING) {
                Answer answer = sorted.get(next++);
                wrong += answer.right ? 0 : answer.weight;
                all += answer.weight;
            }
            points.add(new RiskAtCoverage(coverage, Math.min(1, wrong / all)));
        }
        return points;
    }

    private double distance(Answer answer) {
        return Math.abs(logOdds(answer.probability) - logOdds(threshold));
    }

    private static double logOdds(double probability) {
        return Math.log(probability) - Math.log1p(-probability);
    }

    /**
     * What was answered to a development row.
     *
     * @param probability of positive
     * @param weight of the row; all weights sum to one
     */
    record Answer(double probability, boolean right, double weight) {}

    /**
     * What came of it.
     *
     * @param band or null if there is none
     * @param sentence that tells what there is, or why there is none
     */
    record Outcome(@Nullable UncertainBand band, String sentence) {

        private static Outcome none(String format, Object... values) {
            return new Outcome(null, String.format(Locale.ROOT, format, values));
        }

        private static Outcome of(UncertainBand band) {
            return new Outcome(
                    band,
                    String.format(
                            Locale.ROOT,
                            "Not sure between %.3f and %.3f: of the answers outside, to %.1f %% of the development rows, at"
                                    + " least %.1f %% are right.",
                            band.from(),
                            band.to(),
                            100 * band.coverage(),
                            100 * band.accuracy()));
        }
    }
}
