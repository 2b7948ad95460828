/** ONNX Runtime as a peer. */
@NullMarked
package io.sentiment.benchmark.onnx;

import org.jspecify.annotations.NullMarked;
