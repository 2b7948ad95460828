package io.sentiment.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.training.upload.ChallengerSettings;
import io.sentiment.training.upload.UploadReport;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JobTest {

    private static final Instant BEFORE = Instant.ofEpochMilli(1_000);
    private static final Instant NOW = Instant.ofEpochMilli(2_000);

    @Test
    void aRunnerBeginsWithAQueuedJob() {
        Job started = job(JobState.QUEUED).started("runner", NOW);

        assertThat(started.state()).isEqualTo(JobState.RUNNING);
        assertThat(started.standing().startedAt()).isEqualTo(NOW);
        assertThat(started.turn()).isEqualTo(new Job.Turn("runner", 1));
    }

    @Test
    void anotherRunnerGoesOnAndItsPredecessorLosesTheJob() {
        Job first = job(JobState.QUEUED).started("first", BEFORE);
        Job second = first.started("second", NOW);

        assertThat(second.standing()).isEqualTo(first.standing());
        assertThat(second.turn()).isEqualTo(new Job.Turn("second", 2));
        second.requireTurnOf(second);
        assertThatThrownBy(() -> second.requireTurnOf(first)).isInstanceOf(JobException.Lost.class);
    }

    @Test
    void aQueuedJobIsCancelledAtOnceAndARunningOneIsAskedToEnd() {
        Job waiting = job(JobState.QUEUED).cancelled(NOW);
        assertThat(waiting.state()).isEqualTo(JobState.CANCELLED);
        assertThat(waiting.standing().endedAt()).isEqualTo(NOW);

        Job running = job(JobState.RUNNING).cancelled(NOW);
        assertThat(running.state()).isEqualTo(JobState.RUNNING);
        assertThat(running.standing().cancelRequested()).isTrue();
        assertThat(running.cancelled(NOW)).isEqualTo(running);
    }

    @ParameterizedTest
    @EnumSource(names = {"PROMOTED", "KEPT", "FAILED", "CANCELLED"})
    void aRunningJobEndsInAFinalState(JobState end) {
        Job ended = job(JobState.RUNNING).ended(end, "Because.", NOW);

        assertThat(ended.state()).isEqualTo(end);
        assertThat(ended.standing().reason()).isEqualTo("Because.");
        assertThat(ended.standing().endedAt()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @EnumSource(names = {"PROMOTED", "KEPT", "FAILED", "CANCELLED"})
    void anEndedJobRefusesEveryTransition(JobState end) {
        Job ended = job(end);

        assertThatThrownBy(() -> ended.started("runner", NOW)).isInstanceOf(JobException.Finished.class);
        assertThatThrownBy(() -> ended.cancelled(NOW))
                .isInstanceOf(JobException.Finished.class)
                .hasMessage("The retraining 17 has ended already: it is " + end + ".");
        for (JobState other : JobState.values()) {
            assertThatThrownBy(() -> ended.ended(other, null, NOW)).isInstanceOf(JobException.Finished.class);
        }
        assertThatThrownBy(() -> ended.requireTurnOf(ended)).isInstanceOf(JobException.Lost.class);
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUED, QUEUED",
        "QUEUED, RUNNING",
        "QUEUED, PROMOTED",
        "QUEUED, KEPT",
        "QUEUED, FAILED",
        "QUEUED, CANCELLED",
        "RUNNING, QUEUED",
        "RUNNING, RUNNING"
    })
    void aJobEndsOnlyFromRunningAndOnlyInAFinalState(JobState from, JobState to) {
        assertThatThrownBy(() -> job(from).ended(to, null, NOW))
                .isInstanceOf(JobException.ForbiddenTransition.class)
                .hasMessage("The retraining 17 is " + from + " and cannot become " + to + ".");
    }

    @Test
    void aQueuedJobBelongsToNoRunner() {
        Job waiting = job(JobState.QUEUED);

        assertThatThrownBy(() -> waiting.requireTurnOf(waiting)).isInstanceOf(JobException.Lost.class);
    }

    private static Job job(JobState state) {
        return new Job(
                "17",
                new Job.Request(
                        "reviews",
                        "set",
                        ChallengerSettings.DEFAULT,
                        new UploadReport(4, 0, List.of(), 0, new TreeMap<>(), 0, 0, 0, 2, 2, 2, 1, 1, 0, 0, 0),
                        "ab".repeat(32),
                        "somebody",
                        BEFORE),
                new Job.Standing(state, null, false, BEFORE, null, null),
                new Job.Turn(null, 0),
                null,
                null,
                null,
                null);
    }
}
