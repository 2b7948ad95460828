/** The comparison of a challenger with the champion, and the decision. */
@NullMarked
package io.sentiment.training.gate;

import org.jspecify.annotations.NullMarked;
