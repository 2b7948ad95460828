/**
 * All that is computed with oneDNN on x86-64 CPUs. Inference is independent of DL4J: weights are packed once, padding
 * costs nothing, and each thread of an engine computes its own part of the hidden units. Training is one LSTM layer's
 * passes, which DL4J's layer calls: weights are packed once a batch, and each thread computes its own rows.
 */
@org.jspecify.annotations.NullMarked
package io.sentiment.network.onednn;
