/** Labelled rows: how they are split, de-duplicated and compared. Nothing here knows a network. */
@NullMarked
package io.sentiment.rows;

import org.jspecify.annotations.NullMarked;
