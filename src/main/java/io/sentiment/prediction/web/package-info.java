/** Predictions and models over HTTP. */
@NullMarked
package io.sentiment.prediction.web;

import org.jspecify.annotations.NullMarked;
