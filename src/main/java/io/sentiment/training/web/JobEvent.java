package io.sentiment.training.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sentiment.training.job.JobProgress;
import io.sentiment.training.job.JobState;
import org.jspecify.annotations.Nullable;

/** Where a retraining stands. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobEvent(JobState state, @Nullable JobProgress progress) {}
