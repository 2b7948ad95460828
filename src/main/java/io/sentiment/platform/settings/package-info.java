/** The names under {@code sentiment.}: which there are, and what stops a start. */
@NullMarked
package io.sentiment.platform.settings;

import org.jspecify.annotations.NullMarked;
