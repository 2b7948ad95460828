package io.sentiment.prediction.batch;

import io.sentiment.text.EncodedText;

/** One text in a batch, and which text of which submission it is. */
record BatchRow(Submission submission, int index, EncodedText text) {}
