/** The command that trains a network on labelled rows: its options, its rows, what it shows. */
@NullMarked
package io.sentiment.cli.train;

import org.jspecify.annotations.NullMarked;
