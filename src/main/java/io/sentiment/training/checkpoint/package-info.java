/** What an interrupted training leaves, so that it goes on where it was. */
@NullMarked
package io.sentiment.training.checkpoint;

import org.jspecify.annotations.NullMarked;
