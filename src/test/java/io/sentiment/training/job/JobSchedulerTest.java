package io.sentiment.training.job;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentiment.cli.SentimentService;
import io.sentiment.storage.DataDirectory;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.training.process.TrainerCommand;
import io.sentiment.training.process.TrainerProperties;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class JobSchedulerTest extends OneStoredJob {

    JobSchedulerTest(DatabaseKind kind) {
        super(kind);
    }

    @BeforeEach
    void take() {
        var unused = begin();
    }

    @Test
    void aJobIsNotToBlameForWhatKillsItsReplica() {
        database.jdbc().sql("UPDATE retraining SET cancel_requested = 1").update();
        database.jdbc()
                .sql("UPDATE scheduled_tasks SET picked = TRUE, picked_by = 'killed', consecutive_failures = 11,"
                        + " last_heartbeat = execution_time")
                .update();

        runUntilItHasEnded();

        assertThat(stored.jobs.find(id).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void aJobThatFailsAgainAndAgainIsGivenUp() {
        database.jdbc()
                .sql("UPDATE scheduled_tasks SET consecutive_failures = 12")
                .update();

        runUntilItHasEnded();

        assertThat(stored.jobs.find(id).state()).isEqualTo(JobState.FAILED);
        assertThat(stored.jobs.find(id).standing().reason()).startsWith("The retraining failed 12 times in a row");
    }

    private void runUntilItHasEnded() {
        DataDirectory data = new DataDirectory(folder.resolve("data"));
        JobRunner runner = new JobRunner(
                stored.steps,
                stored.orders(),
                stored.checkpoints,
                new JobFolders(data),
                new TrainerCommand(
                        new TrainerProperties(DataSize.ofMegabytes(64), DataSize.ofMegabytes(64), 1, 0, "auto", "auto"),
                        SentimentService.class));
        JobProperties properties = new JobProperties(Duration.ofSeconds(1), Duration.ofMillis(100), 10);
        JobScheduler scheduler = new JobScheduler(database.dataSource(), () -> runner, properties, true);
        scheduler.start();
        try {
            await().atMost(30, SECONDS).until(() -> stored.jobs.find(id).state().isFinal());
        } finally {
            scheduler.stop();
        }
    }
}
