package io.sentiment.training.gate;

/**
 * What decides about a promotion. Immutable.
 *
 * @param mode who decides
 * @param rule by which it is decided where nobody does
 */
public record GateSettings(GateMode mode, GateRule rule) {

    /** Automatic, by the default rule. */
    public static final GateSettings DEFAULT = new GateSettings(GateMode.AUTOMATIC, GateRule.DEFAULT);
}
