/** Labelled data, retrainings in a process of their own, and the gate that decides about promotion. */
@NullMarked
package io.sentiment.training;

import org.jspecify.annotations.NullMarked;
