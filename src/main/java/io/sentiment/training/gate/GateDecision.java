package io.sentiment.training.gate;

/**
 * Whether a challenger becomes the champion. Immutable.
 *
 * @param promote whether it does
 * @param reason why, as one sentence
 */
public record GateDecision(boolean promote, String reason) {}
