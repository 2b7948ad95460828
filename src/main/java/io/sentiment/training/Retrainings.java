package io.sentiment.training;

import io.sentiment.model.AuditTrail;
import io.sentiment.model.Champions;
import io.sentiment.model.ModelVersion;
import io.sentiment.model.UnknownModelException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Starts, shows and cancels retrainings. Each change and its entry in the audit trail are one transaction. Every method
 * throws a {@code DataAccessException} or a {@code TransactionException} when the database is away. Thread-safe.
 */
public final class Retrainings {

    /** Who runs a retraining. */
    static final String SERVICE = "the service";

    private static final int ATTEMPTS = 5;

    private final RetrainingProperties properties;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final TrainingSets sets;
    private final StoredRows rows;
    private final RetrainingStore store;
    private final UploadCompletion completion;
    private final Corrections corrections;
    private final Champions champions;
    private final AuditTrail audit;
    private final RetrainingQueue queue;
    private final Clock clock;

    Retrainings(
            RetrainingProperties properties,
            JdbcClient jdbc,
            TransactionOperations transactions,
            TrainingSets sets,
            StoredRows rows,
            RetrainingStore store,
            Corrections corrections,
            Champions champions,
            AuditTrail audit,
            RetrainingQueue queue,
            Clock clock) {
        this.properties = properties;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.sets = sets;
        this.rows = rows;
        this.store = store;
        this.completion = new UploadCompletion(jdbc, rows, corrections, properties);
        this.corrections = corrections;
        this.champions = champions;
        this.audit = audit;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Begins to receive rows for a retraining. The caller closes what is returned.
     *
     * @throws UnknownModelException if there is no such model
     */
    public Upload receive(String model, String by) {
        if (champions.find(model).isEmpty()) {
            throw new UnknownModelException(model);
        }
        return new Upload(properties, sets, rows, model, by);
    }

    /**
     * Queues a retraining with the rows that were received.
     *
     * @param idempotencyKey the same key never starts two retrainings: the first one is returned again
     * @throws UnusableUploadException if no network can be trained on the rows, or the test set is no test
     * @throws ReusedKeyException if the key has started a retraining with other content
     */
    public Retraining start(Upload upload, RetrainingSettings settings, @Nullable String idempotencyKey, String by) {
        String fingerprint = Fingerprint.of(upload.model(), settings, upload.checksums());
        for (int attempt = 1; ; attempt++) {
            try {
                return transactions.execute(transaction -> earlier(idempotencyKey, fingerprint)
                        .orElseGet(() -> queue(upload, settings, idempotencyKey, fingerprint, by)));
            } catch (DuplicateKeyException meanwhile) {
                // Another start has used the key, or taken the same corrections in: now this one sees it.
                if (attempt == ATTEMPTS) {
                    throw meanwhile;
                }
            }
        }
    }

    private Optional<Retraining> earlier(@Nullable String idempotencyKey, String fingerprint) {
        Optional<Retraining> earlier = idempotencyKey == null ? Optional.empty() : store.findByKey(idempotencyKey);
        earlier.filter(retraining -> !retraining.fingerprint().equals(fingerprint))
                .ifPresent(other -> {
                    throw new ReusedKeyException(other.id());
                });
        return earlier;
    }

    private Retraining queue(
            Upload upload,
            RetrainingSettings settings,
            @Nullable String idempotencyKey,
            String fingerprint,
            String by) {
        String id = UUID.randomUUID().toString();
        sets.touch(upload.set());
        sets.complete(upload.set(), completion.complete(upload, settings, id));
        store.add(id, upload, settings, idempotencyKey, fingerprint, by);
        queue.add(id, clock.instant());
        audit.record(by, "retraining-queued", id, upload.model());
        return find(id);
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
