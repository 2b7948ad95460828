package io.sentiment.training.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Queues jobs in db-scheduler's table, which the runners of all replicas poll, and runs them on this replica if it
 * trains: one at a time, from the start of the application to its end. Thread-safe.
 */
final class JobScheduler implements SmartLifecycle {

    /** Of db-scheduler's tasks, each of which has the id of its job. */
    private static final String TASK = "retraining";

    /** Tasks carry nothing: no object is ever read from bytes in the database. */
    private static final Serializer NO_DATA = new Serializer() {
        @Override
        public byte[] serialize(Object data) {
            return new byte[0];
        }

        @Override
        @SuppressWarnings("NullAway") // The library's own contract: a task without data has null.
        public <T> T deserialize(Class<T> type, byte[] bytes) {
            return null;
        }
    };

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final double LONGER_EACH_TIME = 1.5;
    private static final int ATTEMPTS = 12;
    private static final int MISSED_HEARTBEATS = 4;

    /** Longer than a training process takes to end. */
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final Supplier<JobRunner> runners;
    private final JobProperties properties;
    private final boolean trains;
    private final SchedulerClient queue;
    private @Nullable JobRunner runner;
    private @Nullable Scheduler scheduler;

    /**
     * Queues jobs, and runs none before it is started.
     *
     * @param runners gives a new one for each start
     * @param trains whether it starts with the application
     */
    JobScheduler(DataSource dataSource, Supplier<JobRunner> runners, JobProperties properties, boolean trains) {
        this.dataSource = dataSource;
        this.runners = runners;
        this.properties = properties;
        this.trains = trains;
        this.queue = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .serializer(NO_DATA)
                .build();
    }

    /** Queues a job, which may run from that time on. Joins the transaction of the caller. */
    void add(String id, Instant from) {
        queue.scheduleIfNotExists(new TaskInstance<Void>(TASK, id), from);
    }

    @Override
    public boolean isAutoStartup() {
        return trains;
    }

    @Override
    public synchronized void start() {
        JobRunner started = runners.get();
        runner = started;
        scheduler = Scheduler.create(dataSource, task(started))
                .serializer(NO_DATA)
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

    /** Ends a running training process; its job goes on elsewhere, or here after the next start. */
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

    /**
     * A task that is tried again, also elsewhere, after whatever the runner did not expect, such as a lost database, and
     * after its replica was killed, however often that happens.
     */
    private static Task<Void> task(JobRunner runner) {
        return Tasks.custom(TASK, Void.class)
                .onFailure(new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY, LONGER_EACH_TIME))
                .onDeadExecution(JobScheduler::revive)
                .execute((instance, context) -> execute(runner, instance.getId(), context));
    }

    /** Not as a failure, which db-scheduler would count: a job is not to blame for what killed its replica. */
    private static void revive(ExecutionComplete dead, ExecutionOperations<Void> operations) {
        Instant now = dead.getTimeDone();
        operations.reschedule(ExecutionComplete.success(dead.getExecution(), now, now), now);
    }

    private static CompletionHandler<Void> execute(JobRunner runner, String id, ExecutionContext context) {
        if (context.getExecution().consecutiveFailures >= ATTEMPTS) {
            runner.giveUp(id, "The retraining failed " + ATTEMPTS + " times in a row: see the log for the reasons.");
            return new CompletionHandler.OnCompleteRemove<>();
        }
        try {
            return runner.run(id)
                    ? new CompletionHandler.OnCompleteRemove<>()
                    : (complete, operations) -> operations.reschedule(complete, complete.getTimeDone());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobException.Stopped();
        }
    }
}
