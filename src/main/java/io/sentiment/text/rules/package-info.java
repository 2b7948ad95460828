/** How models that were made elsewhere cut their texts. */
@NullMarked
package io.sentiment.text.rules;

import org.jspecify.annotations.NullMarked;
