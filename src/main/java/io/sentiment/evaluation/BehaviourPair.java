package io.sentiment.evaluation;

/**
 * Two texts that differ in one thing, and what this is to do to the answer. Immutable.
 *
 * @param line number, from 1, of the pair in its file
 * @param capability that it tests, such as {@code negation}
 * @param expectation what is to hold for their answers
 * @param firstPositive whether the first text is positive
 * @param first text
 * @param second text
 */
public record BehaviourPair(
        int line, String capability, Expectation expectation, boolean firstPositive, String first, String second) {

    /** Whether the probabilities of being positive are as expected. */
    boolean passes(float ofFirst, float ofSecond, double threshold) {
        return expectation.holds(ofFirst, ofSecond, firstPositive, threshold);
    }
}
