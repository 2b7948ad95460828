/** The running service under load. */
@NullMarked
package io.sentiment.benchmark.http;

import org.jspecify.annotations.NullMarked;
