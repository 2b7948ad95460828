/** Which tokens of a text made an answer. */
@NullMarked
package io.sentiment.network.attribution;

import org.jspecify.annotations.NullMarked;
