/** Epochs, batches and updates: how a network learns from labelled texts. */
@NullMarked
package io.sentiment.network.training;

import org.jspecify.annotations.NullMarked;
