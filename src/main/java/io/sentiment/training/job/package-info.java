/** A job from queued to ended: one retraining, carried out by whichever replica trains. */
@NullMarked
package io.sentiment.training.job;

import org.jspecify.annotations.NullMarked;
