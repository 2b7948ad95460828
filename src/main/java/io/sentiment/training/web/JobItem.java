package io.sentiment.training.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sentiment.training.job.Job;
import io.sentiment.training.job.JobState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One retraining without its settings, progress and measurements, as a list shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobItem(
        String id,
        String model,
        JobState state,

        @Schema(description = "Why it was promoted, kept or failed.") @Nullable
        String reason,

        @Schema(description = "Number of the challenger, once it is stored.") @Nullable
        Integer version,

        @Schema(description = "Number of the version that it is compared with.") @Nullable
        Integer champion,

        boolean cancelRequested,

        @Schema(description = "Rows of the upload that were accepted.")
        long acceptedRows,

        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    static JobItem of(Job job) {
        Job.Request request = job.request();
        Job.Standing standing = job.standing();
        return new JobItem(
                job.id(),
                request.model(),
                standing.state(),
                standing.reason(),
                job.challenger() == null ? null : job.challenger().version(),
                job.versions() == null ? null : job.versions().champion(),
                standing.cancelRequested(),
                request.data().accepted(),
                request.createdBy(),
                request.createdAt(),
                standing.updatedAt(),
                standing.startedAt(),
                standing.endedAt());
    }
}
