package io.sentiment.network.dl4j;

/**
 * One matrix of a recurrent layer with its biases.
 *
 * @param name the gate, or {@code state} for the one matrix of a simple recurrent network; with its direction where a
 *     layer has two
 * @param hiddenSize rows h
 * @param inputSize x: the matrix has h + x columns
 * @param weights h · (h + x)
 * @param biases h
 */
public record GateSummary(String name, long hiddenSize, long inputSize, long weights, long biases) {}
