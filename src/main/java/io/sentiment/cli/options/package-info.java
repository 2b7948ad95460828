/** Options, checks and errors that several commands share. */
@NullMarked
package io.sentiment.cli.options;

import org.jspecify.annotations.NullMarked;
