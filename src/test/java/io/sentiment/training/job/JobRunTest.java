package io.sentiment.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class JobRunTest {

    @TempDir
    Path folder;

    @AutoClose
    private final TestDatabase database;

    private StoredJobs stored;
    private String id = "";

    JobRunTest(DatabaseKind kind) {
        database = kind.create();
    }

    @BeforeEach
    void start() throws IOException {
        stored = new StoredJobs(database, folder);
        id = stored.start(StoredJobs.tsv("row", 10)).id();
    }

    @Test
    void aRunnerThatWasTakenOverHasNothingToSay() {
        JobRun first = begin();
        JobRun second = begin();

        assertThatThrownBy(first::isCancelRequested).isInstanceOf(LostJobException.class);
        assertThatThrownBy(() -> first.progress(JobProgress.PREPARING)).isInstanceOf(LostJobException.class);
        assertThatThrownBy(() -> stored.steps.end(first, JobState.FAILED, "Too late."))
                .isInstanceOf(LostJobException.class);
        assertThat(second.isCancelRequested()).isFalse();
        assertThat(stored.retrainings.find(id).attempts()).isEqualTo(2);
    }

    @Test
    void anEndedRetrainingStaysAsItIs() {
        JobRun run = begin();
        stored.steps.end(run, JobState.FAILED, "It broke.");

        assertThat(stored.steps.begin(id)).isNull();
        assertThatThrownBy(() -> stored.steps.end(run, JobState.KEPT, "No.")).isInstanceOf(LostJobException.class);
        assertThatThrownBy(() -> stored.retrainings.cancel(id, "somebody")).isInstanceOf(FinishedJobException.class);
        Job ended = stored.retrainings.find(id);
        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.reason()).isEqualTo("It broke.");
        assertThat(ended.endedAt()).isNotNull();
    }

    @Test
    void aRunningRetrainingIsToldThatItIsCancelled() {
        JobRun run = begin();

        assertThat(stored.retrainings.cancel(id, "somebody").state()).isEqualTo(JobState.RUNNING);
        assertThat(run.isCancelRequested()).isTrue();
        assertThatThrownBy(() -> stored.steps.end(run, JobState.QUEUED, null))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theLastCheckpointComesBackByteForByte() throws IOException {
        JobRun run = begin();
        byte[] bytes = new byte[2_500_000];
        new Random(1).nextBytes(bytes);
        Path first = Files.write(folder.resolve("checkpoint-00001"), new byte[] {1});
        Path second = Files.write(folder.resolve("checkpoint-00002"), bytes);
        stored.checkpoints.use(run, stored.checkpoints.write(run, first), JobProgress.PREPARING);
        stored.checkpoints.use(run, stored.checkpoints.write(run, second), JobProgress.PREPARING);

        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        stored.checkpoints.restore(
                Objects.requireNonNull(stored.retrainings.find(id).checkpoint()), elsewhere);

        assertThat(elsewhere.resolve("checkpoint-00002")).hasBinaryContent(bytes);
        assertThat(stored.count("retraining_checkpoint")).isEqualTo(3);
        stored.steps.end(run, JobState.CANCELLED, null);
        assertThat(stored.count("retraining_checkpoint")).isZero();
    }

    @Test
    void theOpponentStaysTheSame() {
        JobRun first = begin();
        JobSteps.Opponent opponent = stored.steps.opponent(first, stored.steps.retraining(first));
        JobRun second = begin();

        assertThat(opponent).isEqualTo(new JobSteps.Opponent(1, 2));
        assertThat(stored.steps.opponent(second, stored.steps.retraining(second)))
                .isEqualTo(opponent);
    }

    private JobRun begin() {
        return Objects.requireNonNull(stored.steps.begin(id));
    }
}
