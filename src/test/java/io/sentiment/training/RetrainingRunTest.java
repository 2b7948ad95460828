package io.sentiment.training;

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
class RetrainingRunTest {

    @TempDir
    Path folder;

    @AutoClose
    private final TestDatabase database;

    private StoredRetrainings stored;
    private String id = "";

    RetrainingRunTest(DatabaseKind kind) {
        database = kind.create();
    }

    @BeforeEach
    void start() throws IOException {
        stored = new StoredRetrainings(database, folder);
        id = stored.start(StoredRetrainings.tsv("row", 10)).id();
    }

    @Test
    void aRunnerThatWasTakenOverHasNothingToSay() {
        RetrainingRun first = begin();
        RetrainingRun second = begin();

        assertThatThrownBy(first::isCancelRequested).isInstanceOf(LostRetrainingException.class);
        assertThatThrownBy(() -> first.progress(RetrainingProgress.PREPARING))
                .isInstanceOf(LostRetrainingException.class);
        assertThatThrownBy(() -> stored.steps.end(first, RetrainingState.FAILED, "Too late."))
                .isInstanceOf(LostRetrainingException.class);
        assertThat(second.isCancelRequested()).isFalse();
        assertThat(stored.retrainings.find(id).attempts()).isEqualTo(2);
    }

    @Test
    void anEndedRetrainingStaysAsItIs() {
        RetrainingRun run = begin();
        stored.steps.end(run, RetrainingState.FAILED, "It broke.");

        assertThat(stored.steps.begin(id)).isNull();
        assertThatThrownBy(() -> stored.steps.end(run, RetrainingState.KEPT, "No."))
                .isInstanceOf(LostRetrainingException.class);
        assertThatThrownBy(() -> stored.retrainings.cancel(id, "somebody"))
                .isInstanceOf(FinishedRetrainingException.class);
        Retraining ended = stored.retrainings.find(id);
        assertThat(ended.state()).isEqualTo(RetrainingState.FAILED);
        assertThat(ended.reason()).isEqualTo("It broke.");
        assertThat(ended.endedAt()).isNotNull();
    }

    @Test
    void aRunningRetrainingIsToldThatItIsCancelled() {
        RetrainingRun run = begin();

        assertThat(stored.retrainings.cancel(id, "somebody").state()).isEqualTo(RetrainingState.RUNNING);
        assertThat(run.isCancelRequested()).isTrue();
        assertThatThrownBy(() -> stored.steps.end(run, RetrainingState.QUEUED, null))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theLastCheckpointComesBackByteForByte() throws IOException {
        RetrainingRun run = begin();
        byte[] bytes = new byte[2_500_000];
        new Random(1).nextBytes(bytes);
        Path first = Files.write(folder.resolve("checkpoint-00001"), new byte[] {1});
        Path second = Files.write(folder.resolve("checkpoint-00002"), bytes);
        stored.checkpoints.use(run, stored.checkpoints.write(run, first), RetrainingProgress.PREPARING);
        stored.checkpoints.use(run, stored.checkpoints.write(run, second), RetrainingProgress.PREPARING);

        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        stored.checkpoints.restore(
                Objects.requireNonNull(stored.retrainings.find(id).checkpoint()), elsewhere);

        assertThat(elsewhere.resolve("checkpoint-00002")).hasBinaryContent(bytes);
        assertThat(stored.count("retraining_checkpoint")).isEqualTo(3);
        stored.steps.end(run, RetrainingState.CANCELLED, null);
        assertThat(stored.count("retraining_checkpoint")).isZero();
    }

    @Test
    void theOpponentStaysTheSame() {
        RetrainingRun first = begin();
        RetrainingSteps.Opponent opponent = stored.steps.opponent(first, stored.steps.retraining(first));
        RetrainingRun second = begin();

        assertThat(opponent).isEqualTo(new RetrainingSteps.Opponent(1, 2));
        assertThat(stored.steps.opponent(second, stored.steps.retraining(second)))
                .isEqualTo(opponent);
    }

    private RetrainingRun begin() {
        return Objects.requireNonNull(stored.steps.begin(id));
    }
}
