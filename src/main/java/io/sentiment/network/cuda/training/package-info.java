/**
 * The updates of a training on a GPU of NVIDIA: forward and backward passes, clipping and Adam as DL4J computes them. The
 * kernels are in {@code src/main/cuda/training}.
 */
@NullMarked
package io.sentiment.network.cuda.training;

import org.jspecify.annotations.NullMarked;
