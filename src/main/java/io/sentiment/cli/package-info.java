/** The command line: serve, train, evaluate, predict and summary. */
@NullMarked
package io.sentiment.cli;

import org.jspecify.annotations.NullMarked;
