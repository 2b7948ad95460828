/**
 * The engine that predicts on a GPU of NVIDIA: the same layers as everywhere, a product and a kernel for each time step.
 * The kernels are in {@code src/main/cuda}.
 */
@NullMarked
package io.sentiment.network.cuda;

import org.jspecify.annotations.NullMarked;
