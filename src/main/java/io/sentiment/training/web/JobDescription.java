package io.sentiment.training.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sentiment.training.job.Job;
import io.sentiment.training.job.JobProgress;
import io.sentiment.training.process.TrainingReport;
import io.sentiment.training.upload.ChallengerSettings;
import io.sentiment.training.upload.UploadReport;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One retraining as clients see it. */
@Schema(name = "Retraining", description = "A job that makes a challenger and perhaps promotes it.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobDescription(
        @JsonUnwrapped JobItem item,
        int attempts,
        ChallengerSettings settings,

        @Schema(description = "What became of the uploaded rows.")
        UploadReport data,

        @Nullable JobProgress progress,

        @Schema(description = "What the training made and measured.") @Nullable
        TrainingReport result) {

    static JobDescription of(Job job) {
        return new JobDescription(
                JobItem.of(job),
                job.turn().attempts(),
                job.request().settings(),
                job.request().data(),
                job.progress(),
                job.challenger() == null ? null : job.challenger().report());
    }
}
