package io.sentiment.network;

import io.sentiment.text.EncodedText;

/** An encoded text with its true label, as training and evaluation take it. */
public record LabelledText(EncodedText text, boolean positive) {}
