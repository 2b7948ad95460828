package io.sentiment.training.process;

import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.training.gate.HeldOutComparison;

/** A held-out set that was compared on, and what the manifest says of it. */
public record MeasuredSet(HeldOutComparison comparison, UsedDataSet data) {}
