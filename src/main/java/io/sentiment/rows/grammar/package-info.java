/** Labelled rows that a grammar makes. */
@NullMarked
package io.sentiment.rows.grammar;

import org.jspecify.annotations.NullMarked;
