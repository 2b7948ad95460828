/**
 * The engine {@code cuda} on a GPU of this machine: whether it is right, how fast it is, and PyTorch beside it. Needs neither
 * Maven nor DL4J, so that a machine that has nothing but a GPU and a Java can run it.
 */
@NullMarked
package io.sentiment.benchmark.gpu;

import org.jspecify.annotations.NullMarked;
