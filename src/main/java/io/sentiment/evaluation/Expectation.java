package io.sentiment.evaluation;

import java.util.Locale;

/** What is to hold for the two texts of a pair. */
public enum Expectation {
    /** The first text gets its label, the second the other label. */
    OPPOSITE,
    /** Both texts get the label of the first. */
    SAME,
    /** The second has a higher probability of being positive than the first, whatever their labels. */
    RISES,
    /** The second has a lower probability of being positive than the first, whatever their labels. */
    FALLS;

    boolean holds(float first, float second, boolean firstPositive, double threshold) {
        boolean firstRight = first >= threshold == firstPositive;
        boolean sameLabel = first >= threshold == second >= threshold;
        return switch (this) {
            case OPPOSITE -> firstRight && !sameLabel;
            case SAME -> firstRight && sameLabel;
            case RISES -> second > first;
            case FALLS -> second < first;
        };
    }

    /** As it is written in a suite. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
