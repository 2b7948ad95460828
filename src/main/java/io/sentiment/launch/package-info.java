/**
 * A start like a tool's: the packaged jar unpacks itself once, and from then on the program starts from there, with the
 * classes that an earlier start wrote down.
 */
@NullMarked
package io.sentiment.launch;

import org.jspecify.annotations.NullMarked;
