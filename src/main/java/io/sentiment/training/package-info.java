/** Labelled data: reading, validation and splits. */
@NullMarked
package io.sentiment.training;

import org.jspecify.annotations.NullMarked;
