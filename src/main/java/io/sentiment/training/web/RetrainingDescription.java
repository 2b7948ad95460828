package io.sentiment.training.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sentiment.training.Retraining;
import io.sentiment.training.RetrainingProgress;
import io.sentiment.training.RetrainingSettings;
import io.sentiment.training.TrainingReport;
import io.sentiment.training.UploadReport;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One retraining as clients see it. */
@Schema(name = "Retraining", description = "A job that makes a challenger and perhaps promotes it.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RetrainingDescription(
        @JsonUnwrapped RetrainingItem item,
        int attempts,
        RetrainingSettings settings,

        @Schema(description = "What became of the uploaded rows.")
        UploadReport data,

        @Nullable RetrainingProgress progress,

        @Schema(description = "What the training made and measured.") @Nullable
        TrainingReport result) {

    static RetrainingDescription of(Retraining retraining) {
        return new RetrainingDescription(
                RetrainingItem.of(retraining),
                retraining.attempts(),
                retraining.settings(),
                retraining.data(),
                retraining.progress(),
                retraining.result());
    }
}
