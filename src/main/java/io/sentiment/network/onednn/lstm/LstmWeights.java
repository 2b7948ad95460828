package io.sentiment.network.onednn.lstm;

import org.bytedeco.javacpp.FloatPointer;

/**
 * The weights of an LSTM layer as DL4J stores them.
 *
 * @param input [4·hidden, input size]
 * @param recurrent [4·hidden, hidden]
 * @param bias [4·hidden]
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record LstmWeights(FloatPointer input, FloatPointer recurrent, float[] bias) {}
