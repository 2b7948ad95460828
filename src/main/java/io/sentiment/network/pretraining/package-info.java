/**
 * What a network learns from texts without labels before it is trained on labelled ones: word vectors for its embedding,
 * a language model for its embedding and recurrent layers.
 */
@org.jspecify.annotations.NullMarked
package io.sentiment.network.pretraining;
