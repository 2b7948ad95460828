/**
 * The engine that predicts with oneDNN, independent of DL4J: weights are packed once, padding costs nothing, and
 * each thread computes its own part of the hidden units.
 */
@NullMarked
package io.sentiment.network.onednn.engine;

import org.jspecify.annotations.NullMarked;
