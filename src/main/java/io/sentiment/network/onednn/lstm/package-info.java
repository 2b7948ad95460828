/**
 * The passes of one LSTM layer in training, which DL4J's layer calls: weights are packed once a batch, and each
 * thread computes its own rows.
 */
@NullMarked
package io.sentiment.network.onednn.lstm;

import org.jspecify.annotations.NullMarked;
