package io.sentiment.training.gate;

/**
 * A held-out row that champion and challenger put on different sides. Immutable.
 *
 * @param text the text, shortened to its first 1,000 characters if it is longer
 * @param positive whether it is labelled positive
 * @param champion the champion's probability that it is positive
 * @param challenger the challenger's probability that it is positive
 */
public record ChangedRow(String text, boolean positive, float champion, float challenger) {}
