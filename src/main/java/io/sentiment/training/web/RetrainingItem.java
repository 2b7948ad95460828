package io.sentiment.training.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sentiment.training.Retraining;
import io.sentiment.training.RetrainingState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One retraining in a list, without its measurements. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RetrainingItem(
        String id,
        String model,
        RetrainingState state,
        @Nullable String reason,
        @Nullable Integer version,
        @Nullable Integer champion,
        boolean cancelRequested,
        long acceptedRows,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    static RetrainingItem of(Retraining retraining) {
        return new RetrainingItem(
                retraining.id(),
                retraining.model(),
                retraining.state(),
                retraining.reason(),
                retraining.version(),
                retraining.champion(),
                retraining.cancelRequested(),
                retraining.data().accepted(),
                retraining.createdBy(),
                retraining.createdAt(),
                retraining.updatedAt(),
                retraining.startedAt(),
                retraining.endedAt());
    }
}
