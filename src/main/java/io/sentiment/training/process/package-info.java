/** The order for a training process, the process, and its report. */
@NullMarked
package io.sentiment.training.process;

import org.jspecify.annotations.NullMarked;
