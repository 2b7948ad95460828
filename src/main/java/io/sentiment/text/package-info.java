/** From a text to token ids: tokenizer, vocabulary, encoder. */
@NullMarked
package io.sentiment.text;

import org.jspecify.annotations.NullMarked;
