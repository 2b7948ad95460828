/**
 * The binding to NVIDIA's driver and to cuBLAS: devices, memory, kernels, graphs, products. Nothing of either is needed
 * to build or to start the program; both are looked for when somebody asks.
 */
@NullMarked
package io.sentiment.network.cuda.driver;

import org.jspecify.annotations.NullMarked;
