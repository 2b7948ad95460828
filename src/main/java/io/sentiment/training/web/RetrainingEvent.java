package io.sentiment.training.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sentiment.training.RetrainingProgress;
import io.sentiment.training.RetrainingState;
import org.jspecify.annotations.Nullable;

/** Where a retraining stands. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RetrainingEvent(RetrainingState state, @Nullable RetrainingProgress progress) {}
