package io.sentiment.training;

import io.sentiment.model.AuditTrail;
import io.sentiment.model.ModelVersion;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Shows and cancels retrainings. Each change and its entry in the audit trail are one transaction. Every method
 * throws a {@code DataAccessException} or a {@code TransactionException} when the database is away. Thread-safe.
 */
public final class Retrainings {

    /** Who runs a retraining. */
    static final String SERVICE = "the service";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final RetrainingStore store;
    private final Corrections corrections;
    private final AuditTrail audit;
    private final Clock clock;

    Retrainings(
            JdbcClient jdbc,
            TransactionOperations transactions,
            RetrainingStore store,
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

    /** Retrainings of one model or all, in one state or any, newest first; the first page has the number 0. */
    public RetrainingPage list(@Nullable String model, @Nullable RetrainingState state, int page, int size) {
        return store.list(model, state, page, size);
    }

    /**
     * One retraining as it is now.
     *
     * @throws UnknownRetrainingException if there is none with that id
     */
    public Retraining find(String id) {
        Retraining retraining = store.find(id).orElseThrow(() -> new UnknownRetrainingException(id));
        return rejection(retraining)
                .map(rejection ->
                        retraining.withReason(retraining.reason() + " It did not stay champion: " + rejection))
                .orElse(retraining);
    }

    /** Why a replica could not serve a promoted challenger, and has returned the alias. */
    private Optional<String> rejection(Retraining retraining) {
        Integer version = retraining.version();
        if (version == null || retraining.state() != RetrainingState.PROMOTED) {
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
     * @throws UnknownRetrainingException if there is none with that id
     * @throws FinishedRetrainingException if it is in a final state
     */
    public Retraining cancel(String id, String by) {
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
            Retraining retraining = find(id);
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
