package io.sentiment.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sentiment.network.Evaluation;
import io.sentiment.network.PrecisionLoss;
import org.jspecify.annotations.Nullable;

/**
 * What {@code evaluate} finds.
 *
 * @param againstFp32 what a lower precision gives up, where one was asked for
 */
record MeasuredModel(
        @JsonUnwrapped Evaluation evaluation,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PrecisionLoss againstFp32) {}
