/** Texts of many requests in one batch: the queue, its deadlines and its figures. */
@NullMarked
package io.sentiment.prediction.batch;

import org.jspecify.annotations.NullMarked;
