/** The products and rows of a softmax over candidates in training, by oneDNN. */
@NullMarked
package io.sentiment.network.onednn.softmax;

import org.jspecify.annotations.NullMarked;
