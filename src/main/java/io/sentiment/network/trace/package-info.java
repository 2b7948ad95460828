/** What a network computes inside, token by token. */
@NullMarked
package io.sentiment.network.trace;

import org.jspecify.annotations.NullMarked;
