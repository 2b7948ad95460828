/** A look inside: what a network computes on a text, token by token. */
@NullMarked
package io.sentiment.inspection;

import org.jspecify.annotations.NullMarked;
