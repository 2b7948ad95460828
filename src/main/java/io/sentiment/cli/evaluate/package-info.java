/** The command that measures bundles on labelled rows, and how it prints what it found. */
@NullMarked
package io.sentiment.cli.evaluate;

import org.jspecify.annotations.NullMarked;
