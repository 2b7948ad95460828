package io.sentiment.training.job;

import io.sentiment.training.process.TrainingReport;
import io.sentiment.training.upload.ChallengerSettings;
import io.sentiment.training.upload.UploadReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job that makes a challenger and perhaps promotes it, as it was at one moment. Immutable: each of its changes is a
 * method that returns the changed job, or refuses where the job stands.
 *
 * @param id of the job, a UUID
 * @param request what was asked for
 * @param standing where it stands
 * @param turn who works on it
 * @param versions that it is about; null until a runner has begun
 * @param progress how far it has come; null until a runner has begun
 * @param checkpoint id of what was stored of the last finished epoch; null if there is none
 * @param challenger what the training made; null until it is stored
 */
public record Job(
        String id,
        Request request,
        Standing standing,
        Turn turn,
        @Nullable Versions versions,
        @Nullable JobProgress progress,
        @Nullable String checkpoint,
        @Nullable Challenger challenger) {

    /** Where it stands. */
    public JobState state() {
        return standing.state();
    }

    /**
     * A runner begins with it, or takes it over from another one that gives no sign of life.
     *
     * @throws JobException.Finished if it has ended
     */
    Job started(String runner, Instant now) {
        boolean goesOn = state() == JobState.RUNNING;
        Standing running = goesOn ? standing : standing.begun(become(JobState.RUNNING), now);
        return new Job(
                id,
                request,
                running,
                new Turn(runner, turn.attempts() + 1),
                versions,
                progress,
                checkpoint,
                challenger);
    }

    /**
     * Nobody wants it any more: it ends at once if it waits, else as soon as its runner has seen it. Nothing changes if
     * its runner has been told already.
     *
     * @throws JobException.Finished if it has ended
     */
    Job cancelled(Instant now) {
        Standing requested = standing.withCancelRequest();
        return with(state() == JobState.RUNNING ? requested : requested.ended(become(JobState.CANCELLED), null, now));
    }

    /**
     * It comes to a final state.
     *
     * @throws JobException.Finished if it has ended
     * @throws JobException.ForbiddenTransition if it does not run, or the state is not final
     */
    Job ended(JobState end, @Nullable String reason, Instant now) {
        if (state() == JobState.QUEUED) {
            throw new JobException.ForbiddenTransition(id, state(), end);
        }
        return with(standing.ended(become(end), reason, now));
    }

    /** It is settled which versions it is about. */
    Job withVersions(Versions settled) {
        return new Job(id, request, standing, turn, settled, progress, checkpoint, challenger);
    }

    /** It has come further. */
    Job withProgress(JobProgress further) {
        return new Job(id, request, standing, turn, versions, further, checkpoint, challenger);
    }

    /** Whoever goes on with it begins from this checkpoint. */
    Job withCheckpoint(String stored, JobProgress further) {
        return new Job(id, request, standing, turn, versions, further, stored, challenger);
    }

    /** Its challenger is stored. */
    Job withChallenger(Challenger stored) {
        return new Job(id, request, standing, turn, versions, progress, checkpoint, stored);
    }

    /** With a reason of which more is known. */
    Job withReason(String reason) {
        return with(standing.withReason(reason));
    }

    /** @throws JobException.Lost unless it runs in the turn of the runner that has this copy of it */
    void requireTurnOf(Job own) {
        if (state() != JobState.RUNNING || !turn.equals(own.turn)) {
            throw new JobException.Lost(id);
        }
    }

    private Job with(Standing changed) {
        return new Job(id, request, changed, turn, versions, progress, checkpoint, challenger);
    }

    private JobState become(JobState next) {
        if (state().isFinal()) {
            throw new JobException.Finished(id, state());
        }
        if (!state().canBecome(next)) {
            throw new JobException.ForbiddenTransition(id, state(), next);
        }
        return next;
    }

    /**
     * What was asked for, which never changes.
     *
     * @param model whose next version the job makes
     * @param trainingSet id of the rows
     * @param settings of the training
     * @param data what became of the uploaded rows
     * @param checksum SHA-256 of what was asked for
     * @param createdBy who asked for it
     * @param createdAt when
     */
    public record Request(
            String model,
            String trainingSet,
            ChallengerSettings settings,
            UploadReport data,
            String checksum,
            String createdBy,
            Instant createdAt) {}

    /**
     * Where a job stands.
     *
     * @param state waiting, running or ended
     * @param reason why it was promoted, kept or failed; null before
     * @param cancelRequested whether somebody does not want it any more
     * @param updatedAt when the job last changed
     * @param startedAt when a runner first began with it
     * @param endedAt when it came to a final state
     */
    public record Standing(
            JobState state,
            @Nullable String reason,
            boolean cancelRequested,
            Instant updatedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {

        private Standing begun(JobState running, Instant now) {
            return new Standing(running, reason, cancelRequested, updatedAt, now, endedAt);
        }

        private Standing withCancelRequest() {
            return new Standing(state, reason, true, updatedAt, startedAt, endedAt);
        }

        private Standing withReason(String known) {
            return new Standing(state, known, cancelRequested, updatedAt, startedAt, endedAt);
        }

        private Standing ended(JobState end, @Nullable String why, Instant now) {
            return new Standing(end, why, cancelRequested, updatedAt, startedAt, now);
        }
    }

    /**
     * Who works on a job.
     *
     * @param runner that may write; null until one has begun
     * @param attempts how often a runner has begun or gone on
     */
    public record Turn(@Nullable String runner, int attempts) {}

    /**
     * The versions that a job is about, the same ones in every turn.
     *
     * @param champion number of the version to begin from and to compare with
     * @param expectedChallenger the number that the challenger is likely to get
     */
    public record Versions(int champion, int expectedChallenger) {}

    /**
     * What the training made.
     *
     * @param version its number
     * @param report what was measured
     */
    public record Challenger(int version, TrainingReport report) {}
}
