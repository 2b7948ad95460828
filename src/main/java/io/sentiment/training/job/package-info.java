/** One retraining from queued to ended. */
@NullMarked
package io.sentiment.training.job;

import org.jspecify.annotations.NullMarked;
