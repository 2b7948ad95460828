/** Threads of our own: named, and none of them keeps the process alive. */
@NullMarked
package io.sentiment.concurrent;

import org.jspecify.annotations.NullMarked;
