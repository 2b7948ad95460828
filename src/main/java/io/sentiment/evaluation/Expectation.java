package io.sentiment.evaluation;

import java.util.Locale;

/** What is to hold for the second text of a pair whose first text has got its label. */
public enum Expectation {
    /** It gets the other label. */
    OPPOSITE,
    /** It gets the same label. */
    SAME,
    /** Its probability of being positive is higher than that of the first. */
    RISES,
    /** Its probability of being positive is lower than that of the first. */
    FALLS;

    boolean holds(float first, float second, double threshold) {
        boolean sameLabel = first >= threshold == second >= threshold;
        return switch (this) {
            case OPPOSITE -> !sameLabel;
            case SAME -> sameLabel;
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
