/** From labelled rows and settings to a trained network and its bundle: the one way, for commands and retrainings. */
@NullMarked
package io.sentiment.training.pipeline;

import org.jspecify.annotations.NullMarked;
