package io.sentiment.training;

import io.sentiment.model.UsedDataSet;

/** A held-out set that was compared on, and what the manifest says of it. */
record MeasuredSet(HeldOutComparison comparison, UsedDataSet data) {}
