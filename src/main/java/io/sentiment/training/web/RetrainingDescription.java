package io.sentiment.training.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sentiment.training.Retraining;
import io.sentiment.training.RetrainingProgress;
import io.sentiment.training.RetrainingSettings;
import io.sentiment.training.RetrainingState;
import io.sentiment.training.TrainingReport;
import io.sentiment.training.UploadReport;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One retraining as clients see it. */
@Schema(name = "Retraining", description = "A job that makes a challenger and perhaps promotes it.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RetrainingDescription(
        String id,
        String model,
        RetrainingState state,

        @Schema(description = "Why it was promoted, kept or failed.") @Nullable
        String reason,

        @Schema(description = "Number of the challenger, once it is stored.") @Nullable
        Integer version,

        @Schema(description = "Number of the version that it is compared with.") @Nullable
        Integer champion,

        boolean cancelRequested,
        int attempts,
        RetrainingSettings settings,

        @Schema(description = "What became of the uploaded rows.")
        UploadReport data,

        @Nullable RetrainingProgress progress,

        @Schema(description = "What the training made and measured.") @Nullable
        TrainingReport result,

        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    static RetrainingDescription of(Retraining retraining) {
        return new RetrainingDescription(
                retraining.id(),
                retraining.model(),
                retraining.state(),
                retraining.reason(),
                retraining.version(),
                retraining.champion(),
                retraining.cancelRequested(),
                retraining.attempts(),
                retraining.settings(),
                retraining.data(),
                retraining.progress(),
                retraining.result(),
                retraining.createdBy(),
                retraining.createdAt(),
                retraining.updatedAt(),
                retraining.startedAt(),
                retraining.endedAt());
    }
}
