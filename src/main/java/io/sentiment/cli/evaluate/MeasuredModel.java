package io.sentiment.cli.evaluate;

import io.sentiment.evaluation.DetailedEvaluation;
import io.sentiment.evaluation.PrecisionLoss;
import org.jspecify.annotations.Nullable;

/**
 * What {@code evaluate} finds on one file.
 *
 * @param data name of the file
 * @param againstFp32 what a lower precision gives up, where one was asked for
 */
record MeasuredModel(
        String data, DetailedEvaluation details, @Nullable PrecisionLoss againstFp32) {}
