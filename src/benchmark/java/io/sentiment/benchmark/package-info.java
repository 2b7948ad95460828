/** Measures the engines of this project beside other libraries, and the service under load. */
@NullMarked
package io.sentiment.benchmark;

import org.jspecify.annotations.NullMarked;
