package io.sentiment.network.onednn.lstm;

import org.bytedeco.javacpp.FloatPointer;

/**
 * Where the backward pass of an LSTM layer writes.
 *
 * @param inputWeights [4·hidden, input size]
 * @param recurrentWeights [4·hidden, hidden]
 * @param bias [4·hidden]
 * @param input [steps, rows, input size]
 */
public record LstmGradients(
        FloatPointer inputWeights, FloatPointer recurrentWeights, FloatPointer bias, FloatPointer input) {}
