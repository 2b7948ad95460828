/** Machine code of our own for CPUs with AVX-512: what neither oneDNN nor the JIT compiler makes. Its source is in {@code src/main/c}. */
@NullMarked
package io.sentiment.network.onednn.kernels;

import org.jspecify.annotations.NullMarked;
