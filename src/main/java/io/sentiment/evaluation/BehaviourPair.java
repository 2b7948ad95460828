package io.sentiment.evaluation;

/**
 * Two texts that differ in one thing, and what this is to do to the answer. Immutable.
 *
 * @param line number, from 1, of the pair in its file
 * @param capability that it tests, such as {@code negation}
 * @param expectation of the second text
 * @param firstPositive whether the first text is positive
 * @param first text
 * @param second text
 */
public record BehaviourPair(
        int line, String capability, Expectation expectation, boolean firstPositive, String first, String second) {

    /** Whether the first text gets its label and the second does what is expected of it. */
    boolean passes(float ofFirst, float ofSecond, double threshold) {
        return ofFirst >= threshold == firstPositive && expectation.holds(ofFirst, ofSecond, threshold);
    }
}
