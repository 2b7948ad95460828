package io.sentiment.rows;

/**
 * A text with its true label. Immutable.
 *
 * @param text as it was read, not blank
 * @param positive whether it is labelled positive
 */
public record LabelledRow(String text, boolean positive) {}
