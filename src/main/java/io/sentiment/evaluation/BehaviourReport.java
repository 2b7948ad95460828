package io.sentiment.evaluation;

import io.sentiment.evaluation.BehaviourSuite.Pair;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a model did with the pairs of a suite. Immutable.
 *
 * @param suite its name
 * @param results in the order of the pairs, at least one
 */
public record BehaviourReport(String suite, List<Result> results) {

    /**
     * One pair.
     *
     * @param first probability of the first text being positive
     * @param second probability of the second text being positive
     * @param passed whether both answers are as expected
     */
    public record Result(Pair pair, float first, float second, boolean passed) {

        static Result of(Pair pair, float first, float second, double threshold) {
            return new Result(pair, first, second, pair.passes(first, second, threshold));
        }

        private PassRate rate() {
            return new PassRate(1, passed ? 1 : 0);
        }
    }

    /** Copies the list. */
    public BehaviourReport {
        results = List.copyOf(results);
    }

    /** Pass rates by capability. */
    public SortedMap<String, PassRate> rates() {
        SortedMap<String, PassRate> rates = new TreeMap<>();
        results.forEach(result -> rates.merge(result.pair().capability(), result.rate(), PassRate::plus));
        return rates;
    }

    /** The pass rate of all pairs. */
    public PassRate rate() {
        return results.stream().map(Result::rate).reduce(PassRate::plus).orElseThrow();
    }

    /** The pairs that the model does not pass. */
    public List<Result> failures() {
        return results.stream().filter(result -> !result.passed()).toList();
    }
}
