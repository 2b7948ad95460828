/** libtorch as a peer, through DJL. */
@NullMarked
package io.sentiment.benchmark.torch;

import org.jspecify.annotations.NullMarked;
