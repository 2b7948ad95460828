package io.sentiment.training.job;

import io.sentiment.training.process.TrainingReport;
import io.sentiment.training.upload.RetrainingSettings;
import io.sentiment.training.upload.UploadReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job that makes a challenger and perhaps promotes it, as the database has it. Immutable.
 *
 * @param id of the job, a UUID
 * @param model whose next version it makes
 * @param trainingSet id of its rows
 * @param state where it stands
 * @param settings what was asked for
 * @param data what became of the uploaded rows
 * @param progress how far it has come; null until it runs
 * @param result what the training made and measured; null until it is finished
 * @param reason why it was promoted, kept or failed; null before
 * @param version the challenger's number; null until it is stored
 * @param champion number of the version that the challenger is compared with; null until it runs
 * @param expectedVersion the number that the challenger is likely to get; null until it runs
 * @param checkpoint id of what was stored of the last finished epoch; null if there is none
 * @param cancelRequested whether somebody does not want it any more
 * @param attempts how often a runner has begun or gone on with it
 * @param fingerprint SHA-256 of what was asked for
 * @param createdBy who asked for it
 * @param createdAt when
 * @param updatedAt when it last changed
 * @param startedAt when a runner first began with it
 * @param endedAt when it came to a final state
 */
public record Job(
        String id,
        String model,
        String trainingSet,
        JobState state,
        RetrainingSettings settings,
        UploadReport data,
        @Nullable JobProgress progress,
        @Nullable TrainingReport result,
        @Nullable String reason,
        @Nullable Integer version,
        @Nullable Integer champion,
        @Nullable Integer expectedVersion,
        @Nullable String checkpoint,
        boolean cancelRequested,
        int attempts,
        String fingerprint,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    /** @throws FinishedJobException if it is in a final state */
    void requireUnfinished() {
        if (state.isFinal()) {
            throw new FinishedJobException(id, state);
        }
    }

    /** The same, of which more is known. */
    Job withReason(String newReason) {
        return new Job(
                id,
                model,
                trainingSet,
                state,
                settings,
                data,
                progress,
                result,
                newReason,
                version,
                champion,
                expectedVersion,
                checkpoint,
                cancelRequested,
                attempts,
                fingerprint,
                createdBy,
                createdAt,
                updatedAt,
                startedAt,
                endedAt);
    }
}
