/** Streams of bytes with a limit. */
@NullMarked
package io.sentiment.stream;

import org.jspecify.annotations.NullMarked;
