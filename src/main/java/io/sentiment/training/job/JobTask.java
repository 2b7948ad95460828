package io.sentiment.training.job;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;

/** What db-scheduler knows of a retraining: its id, and what to do when its time has come. */
final class JobTask {

    static final String NAME = "retraining";

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final double LONGER_EACH_TIME = 1.5;
    private static final int ATTEMPTS = 12;

    private JobTask() {}

    /**
     * A task that is tried again, also elsewhere, after whatever the runner did not expect, such as a lost database, and
     * after its replica was killed, however often that happens.
     */
    static Task<Void> of(JobRunner runner) {
        return Tasks.custom(NAME, Void.class)
                .onFailure(new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY, LONGER_EACH_TIME))
                .onDeadExecution(JobTask::revive)
                .execute((instance, context) -> execute(runner, instance.getId(), context));
    }

    /** Not as a failure, which db-scheduler would count: a retraining is not to blame for what killed its replica. */
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
            throw new StoppedJobException();
        }
    }
}
