package io.sentiment.training.job;

import io.sentiment.model.AuditTrail;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.training.upload.Corrections;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Shows and cancels retrainings. Each change and its entry in the audit trail are one transaction. Every method
 * throws a {@code DataAccessException} or a {@code TransactionException} when the database is away. Thread-safe.
 */
public final class Jobs {

    /** Who runs a retraining. */
    static final String SERVICE = "the service";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final JobStore store;
    private final Corrections corrections;
    private final AuditTrail audit;
    private final Clock clock;

    Jobs(
            JdbcClient jdbc,
            TransactionOperations transactions,
            JobStore store,
            Corrections corrections,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.store = store;
        this.corrections = corrections;
        this.audit = audit;
        this.clock = clock;
    }

    /** Jobs of one model or all, in one state or any, newest first; the first page has the number 0. */
    public JobPage list(@Nullable String model, @Nullable JobState state, int page, int size) {
        return store.list(model, state, page, size);
    }

    /**
     * One retraining as it is now.
     *
     * @throws UnknownJobException if there is none with that id
     */
    public Job find(String id) {
        Job retraining = store.find(id).orElseThrow(() -> new UnknownJobException(id));
        return rejection(retraining)
                .map(rejection ->
                        retraining.withReason(retraining.reason() + " It did not stay champion: " + rejection))
                .orElse(retraining);
    }

    /** Why a replica could not serve a promoted challenger, and has returned the alias. */
    private Optional<String> rejection(Job retraining) {
        Integer version = retraining.version();
        if (version == null || retraining.state() != JobState.PROMOTED) {
            return Optional.empty();
        }
        return jdbc.sql("SELECT detail FROM audit_entry WHERE action = 'champion-rejected' AND subject = :subject"
                        + " ORDER BY id DESC LIMIT 1")
                .param("subject", new ModelVersion(retraining.model(), version).toString())
                .query(String.class)
                .optional();
    }

    /**
     * Gives a retraining up: at once if it waits, else as soon as its runner has seen it.
     *
     * @return as it is then
     * @throws UnknownJobException if there is none with that id
     * @throws FinishedJobException if it is in a final state
     */
    public Job cancel(String id, String by) {
        return transactions.execute(transaction -> {
            int waiting = jdbc.sql("UPDATE retraining SET state = 'cancelled', cancel_requested = 1, ended_at = :now,"
                            + " updated_at = :now WHERE id = :id AND state = 'queued'")
                    .param("now", clock.millis())
                    .param("id", id)
                    .update();
            int running = jdbc.sql("UPDATE retraining SET cancel_requested = 1, updated_at = :now"
                            + " WHERE id = :id AND state = 'running' AND cancel_requested = 0")
                    .param("now", clock.millis())
                    .param("id", id)
                    .update();
            Job retraining = find(id);
            if (waiting > 0) {
                corrections.release(id);
                audit.record(by, "retraining-cancelled", id, "");
            } else if (running > 0) {
                audit.record(by, "retraining-cancel-requested", id, "");
            } else {
                retraining.requireUnfinished();
            }
            return retraining;
        });
    }
}
