/** Matrices that are packed once for oneDNN, in fp32, bf16 or int8, and their products. */
@NullMarked
package io.sentiment.network.onednn.matrix;

import org.jspecify.annotations.NullMarked;
