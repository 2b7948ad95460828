/** Which engine computes a version. */
@NullMarked
package io.sentiment.network.engines;

import org.jspecify.annotations.NullMarked;
