/** What is known of a model's answers beyond one figure: intervals, slices, behaviour, and plots of them. */
@NullMarked
package io.sentiment.evaluation;

import org.jspecify.annotations.NullMarked;
