/**
 * Inference with oneDNN on x86-64 CPUs, independent of DL4J: weights are packed once, padding costs nothing, and each
 * thread of an engine computes its own part of the hidden units.
 */
@org.jspecify.annotations.NullMarked
package io.sentiment.network.onednn;
