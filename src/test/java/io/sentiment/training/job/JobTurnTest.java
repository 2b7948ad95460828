package io.sentiment.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.model.AuditTrail;
import io.sentiment.model.StoredVersion.Origin;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.training.job.JobProgress.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class JobTurnTest extends OneStoredJob {

    JobTurnTest(DatabaseKind kind) {
        super(kind);
    }

    @Test
    void aRunnerThatWasTakenOverHasNothingToSay() {
        Job first = begin();
        Job second = begin();

        assertThatThrownBy(() -> stored.steps.isCancelRequested(first)).isInstanceOf(JobException.Lost.class);
        assertThatThrownBy(() -> stored.steps.progress(first, JobProgress.PREPARING))
                .isInstanceOf(JobException.Lost.class);
        assertThatThrownBy(() -> stored.steps.end(first, JobState.FAILED, "Too late."))
                .isInstanceOf(JobException.Lost.class);
        assertThat(stored.steps.isCancelRequested(second)).isFalse();
        assertThat(stored.jobs.find(id).turn().attempts()).isEqualTo(2);
    }

    @Test
    void anEndedJobStaysAsItIs() {
        Job run = begin();
        stored.steps.end(run, JobState.FAILED, "It broke.");

        assertThat(stored.steps.begin(id)).isEmpty();
        assertThatThrownBy(() -> stored.steps.end(run, JobState.KEPT, "No.")).isInstanceOf(JobException.Lost.class);
        assertThatThrownBy(() -> stored.jobs.cancel(id, "somebody")).isInstanceOf(JobException.Finished.class);
        Job ended = stored.jobs.find(id);
        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.standing().reason()).isEqualTo("It broke.");
        assertThat(ended.standing().endedAt()).isNotNull();
    }

    @Test
    void aRunningJobIsToldThatItIsCancelled() {
        Job run = begin();

        assertThat(stored.jobs.cancel(id, "somebody").state()).isEqualTo(JobState.RUNNING);
        assertThat(stored.steps.isCancelRequested(run)).isTrue();
        assertThatThrownBy(() -> stored.steps.end(run, JobState.QUEUED, null))
                .isInstanceOf(JobException.ForbiddenTransition.class);
    }

    @Test
    void theLastCheckpointComesBackByteForByte() throws IOException {
        Job run = begin();
        byte[] bytes = new byte[2_500_000];
        new Random(1).nextBytes(bytes);
        Path first = Files.write(folder.resolve("checkpoint-00001"), new byte[] {1});
        Path second = Files.write(folder.resolve("checkpoint-00002"), bytes);
        stored.steps.checkpoint(run, stored.checkpoints.write(id, first), JobProgress.PREPARING);
        stored.steps.checkpoint(run, stored.checkpoints.write(id, second), JobProgress.PREPARING);

        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        stored.checkpoints.restore(Objects.requireNonNull(stored.jobs.find(id).checkpoint()), elsewhere);

        assertThat(elsewhere.resolve("checkpoint-00002")).hasBinaryContent(bytes);
        assertThat(stored.count("retraining_checkpoint")).isEqualTo(3);
        stored.steps.end(run, JobState.CANCELLED, null);
        assertThat(stored.count("retraining_checkpoint")).isZero();
    }

    @Test
    void theChampionToCompareWithStaysTheSame() {
        Job.Versions settled = stored.steps.settleVersions(begin()).versions();
        stored.models.versions().add(ModelBundle.open(folder.resolve("bundle")), Origin.IMPORTED, "somebody");
        stored.models.champions().promote("reviews", 2, "somebody", "");

        assertThat(settled).isEqualTo(new Job.Versions(1, 2));
        assertThat(stored.steps.settleVersions(begin()).versions()).isEqualTo(settled);
    }

    @Test
    void aChangeIsMadeToWhatOthersHaveLeftMeanwhile() {
        Job run = begin();
        JobProgress further = new JobProgress(Phase.TRAINING, 1, 3, 8, 8, 0.5, null, null, List.of());
        AtomicBoolean first = new AtomicBoolean(true);

        stored.store.changeOwn(run, job -> {
            if (first.getAndSet(false)) {
                stored.jobs.cancel(id, "somebody");
            }
            return job.withProgress(further);
        });

        Job changed = stored.jobs.find(id);
        assertThat(changed.progress()).isEqualTo(further);
        assertThat(changed.standing().cancelRequested()).isTrue();
    }

    @Test
    void aRunnerThatIsTakenOverWhileItWritesWritesNothing() {
        Job run = begin();

        assertThatThrownBy(() -> stored.store.changeOwn(run, job -> {
                    begin();
                    return job.withProgress(JobProgress.PREPARING);
                }))
                .isInstanceOf(JobException.Lost.class);
        assertThat(stored.jobs.find(id).progress()).isNull();
    }

    @Test
    void aSecondRequestToCancelChangesNothing() {
        begin();
        stored.jobs.cancel(id, "somebody");
        stored.jobs.cancel(id, "somebody else");

        assertThat(stored.models.audit().entries(Long.MAX_VALUE, 10))
                .filteredOn(entry -> entry.action().equals("retraining-cancel-requested"))
                .extracting(AuditTrail.Entry::who)
                .containsExactly("somebody");
    }
}
