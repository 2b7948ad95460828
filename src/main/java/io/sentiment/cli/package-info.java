/** The program and its commands. */
@NullMarked
package io.sentiment.cli;

import org.jspecify.annotations.NullMarked;
