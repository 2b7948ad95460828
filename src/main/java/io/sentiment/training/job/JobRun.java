package io.sentiment.training.job;

import io.sentiment.model.AuditTrail;
import io.sentiment.training.process.OrderJson;
import io.sentiment.training.process.TrainingReport;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One runner's turn at a retraining. Whatever it writes is refused once another runner has taken over, as it does when
 * this one has given no sign of life: a runner that only slept must not disturb its successor. Thread-safe.
 */
final class JobRun {

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final Clock clock;
    private final String id;
    private final String runner = UUID.randomUUID().toString();

    JobRun(JdbcClient jdbc, AuditTrail audit, Clock clock, String id) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
        this.id = id;
    }

    String id() {
        return id;
    }

    /** Takes the retraining over; returns false if it has ended. Needs a transaction. */
    boolean begin() {
        int queued = jdbc.sql("UPDATE retraining SET state = 'running', started_at = :now, updated_at = :now,"
                        + " runner = :runner, attempts = attempts + 1 WHERE id = :id AND state = 'queued'")
                .param("now", clock.millis())
                .param("runner", runner)
                .param("id", id)
                .update();
        if (queued > 0) {
            audit.record(Jobs.SERVICE, "retraining-running", id, "");
            return true;
        }
        return jdbc.sql("UPDATE retraining SET updated_at = :now, runner = :runner, attempts = attempts + 1"
                                + " WHERE id = :id AND state = 'running'")
                        .param("now", clock.millis())
                        .param("runner", runner)
                        .param("id", id)
                        .update()
                > 0;
    }

    /**
     * Whether somebody does not want the retraining any more.
     *
     * @throws LostJobException if another runner has taken over
     */
    boolean isCancelRequested() {
        return jdbc.sql("SELECT cancel_requested FROM retraining WHERE id = :id AND runner = :runner"
                        + " AND state = 'running'")
                .param("id", id)
                .param("runner", runner)
                .query(Integer.class)
                .optional()
                .map(requested -> requested == 1)
                .orElseThrow(() -> new LostJobException(id));
    }

    /** @throws LostJobException if another runner has taken over */
    void progress(JobProgress progress) {
        update("progress", OrderJson.line(progress));
    }

    /** @throws LostJobException if another runner has taken over */
    void comparesWith(int champion, int expectedVersion) {
        update("champion", champion);
        update("expected_version", expectedVersion);
    }

    /** @throws LostJobException if another runner has taken over */
    void checkpoint(String checkpoint) {
        update("checkpoint", checkpoint);
    }

    /** @throws LostJobException if another runner has taken over */
    void finishedTraining(TrainingReport report) {
        update("result", OrderJson.line(report));
    }

    /** @throws LostJobException if another runner has taken over */
    void stored(int version) {
        update("version", version);
    }

    /**
     * Ends the retraining. Needs a transaction.
     *
     * @throws LostJobException if another runner has taken over
     * @throws IllegalStateException if a running retraining cannot come to that state
     */
    void end(JobState state, @Nullable String reason) {
        if (!JobState.RUNNING.canBecome(state)) {
            throw new IllegalStateException("A running retraining cannot become " + state + ".");
        }
        long now = clock.millis();
        requireOne(jdbc.sql("UPDATE retraining SET state = :state, reason = :reason, ended_at = :now,"
                        + " updated_at = :now WHERE id = :id AND runner = :runner AND state = 'running'")
                .param("state", state.label())
                .param("reason", reason)
                .param("now", now)
                .param("id", id)
                .param("runner", runner)
                .update());
        audit.record(Jobs.SERVICE, "retraining-" + state, id, reason == null ? "" : reason);
    }

    /** Locks the retraining for the transaction, so that what follows is of this runner alone. */
    void requireOwn() {
        update("runner", runner);
    }

    private void update(String column, Object value) {
        requireOne(jdbc.sql("UPDATE retraining SET " + column + " = :value, updated_at = :now"
                        + " WHERE id = :id AND runner = :runner AND state = 'running'")
                .param("value", value)
                .param("now", clock.millis())
                .param("id", id)
                .param("runner", runner)
                .update());
    }

    private void requireOne(int rows) {
        if (rows == 0) {
            throw new LostJobException(id);
        }
    }
}
