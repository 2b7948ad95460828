package io.sentiment.model.keras;

/**
 * What Keras answers to a text.
 *
 * @param text as it is sent
 * @param positive the probability that it is positive
 */
public record ExpectedProbability(String text, double positive) {}
