/** The binding to oneDNN on x86-64 CPUs: memory, threads, and calls to the library. */
@NullMarked
package io.sentiment.network.onednn;

import org.jspecify.annotations.NullMarked;
