/** Texts that come in pieces, each read on from where the one before ended. */
@NullMarked
package io.sentiment.reading;

import org.jspecify.annotations.NullMarked;
