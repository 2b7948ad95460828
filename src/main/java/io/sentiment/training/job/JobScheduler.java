package io.sentiment.training.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import io.sentiment.training.upload.RetrainingProperties;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Runs queued retrainings on this replica, one at a time, from the start of the application to its end. Thread-safe.
 */
final class JobScheduler implements SmartLifecycle {

    private static final int MISSED_HEARTBEATS = 4;

    /** Longer than a training process takes to end. */
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final Supplier<JobRunner> runners;
    private final RetrainingProperties properties;
    private @Nullable JobRunner runner;
    private @Nullable Scheduler scheduler;

    /** @param runners gives a new one for each start */
    JobScheduler(DataSource dataSource, Supplier<JobRunner> runners, RetrainingProperties properties) {
        this.dataSource = dataSource;
        this.runners = runners;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        JobRunner started = runners.get();
        runner = started;
        scheduler = Scheduler.create(dataSource, JobTask.of(started))
                .serializer(new NoTaskData())
                .threads(1)
                .pollingInterval(properties.pollingInterval())
                .heartbeatInterval(properties.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .schedulerName(new SchedulerName.Fixed(
                        ManagementFactory.getRuntimeMXBean().getName() + "-" + UUID.randomUUID()))
                .shutdownMaxWait(LONGEST_END)
                .build();
        scheduler.start();
    }

    /** Ends a running training process; its retraining goes on elsewhere, or here after the next start. */
    @Override
    public synchronized void stop() {
        if (runner != null && scheduler != null) {
            runner.stop();
            scheduler.stop();
        }
        runner = null;
        scheduler = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }
}
