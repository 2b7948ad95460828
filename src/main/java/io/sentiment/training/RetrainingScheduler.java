package io.sentiment.training;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;

/**
 * Runs queued retrainings on this replica, one at a time, from the start of the application to its end. Thread-safe.
 */
final class RetrainingScheduler implements SmartLifecycle {

    private static final int MISSED_HEARTBEATS = 4;

    /** Longer than a training process takes to end. */
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final RetrainingRunner runner;
    private final Scheduler scheduler;
    private volatile boolean running;

    RetrainingScheduler(DataSource dataSource, RetrainingRunner runner, RetrainingProperties properties) {
        this.runner = runner;
        this.scheduler = Scheduler.create(dataSource, RetrainingTask.of(runner))
                .serializer(new NoTaskData())
                .threads(1)
                .pollingInterval(properties.pollingInterval())
                .heartbeatInterval(properties.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .schedulerName(new SchedulerName.Fixed(
                        ManagementFactory.getRuntimeMXBean().getName() + "-" + UUID.randomUUID()))
                .shutdownMaxWait(LONGEST_END)
                .build();
    }

    @Override
    public void start() {
        scheduler.start();
        running = true;
    }

    /** Ends a running training process; its retraining goes on elsewhere, or here after the next start. */
    @Override
    public void stop() {
        running = false;
        runner.stop();
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
