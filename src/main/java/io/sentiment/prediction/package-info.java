/** Predictions for texts: routing by script, and batches over requests. */
@NullMarked
package io.sentiment.prediction;

import org.jspecify.annotations.NullMarked;
