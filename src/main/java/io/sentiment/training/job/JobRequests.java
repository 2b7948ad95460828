package io.sentiment.training.job;

import io.sentiment.model.AuditTrail;
import io.sentiment.model.Champion;
import io.sentiment.model.Champions;
import io.sentiment.model.UnknownModelException;
import io.sentiment.rows.Fingerprints;
import io.sentiment.storage.Checksum;
import io.sentiment.training.process.OrderJson;
import io.sentiment.training.upload.ChallengerSettings;
import io.sentiment.training.upload.RowSource;
import io.sentiment.training.upload.Upload;
import io.sentiment.training.upload.UploadException;
import io.sentiment.training.upload.Uploads;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Queues jobs. Each one, its training set and its entry in the audit trail are one transaction. Throws a
 * {@code DataAccessException} or a {@code TransactionException} when the database is away. Thread-safe.
 */
public final class JobRequests {

    private static final int ATTEMPTS = 5;

    private final TransactionOperations transactions;
    private final Uploads uploads;
    private final Champions champions;
    private final Lineage lineage;
    private final JobStore store;
    private final JobScheduler scheduler;
    private final AuditTrail audit;
    private final Clock clock;

    JobRequests(
            TransactionOperations transactions,
            Uploads uploads,
            Champions champions,
            Lineage lineage,
            JobStore store,
            JobScheduler scheduler,
            AuditTrail audit,
            Clock clock) {
        this.transactions = transactions;
        this.uploads = uploads;
        this.champions = champions;
        this.lineage = lineage;
        this.store = store;
        this.scheduler = scheduler;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Queues a job with the rows that were received.
     *
     * @param idempotencyKey one key never starts two jobs: the first one is returned again
     * @throws UploadException.Unusable if no network can be trained on the rows, or too few are left to measure on
     * @throws JobException.ReusedKey if the key has started a job with other content
     */
    public Job start(Upload upload, ChallengerSettings settings, @Nullable String idempotencyKey, String by) {
        String checksum = checksum(upload.model(), settings, upload.checksums());
        Optional<Job> repeated = earlier(idempotencyKey, checksum);
        if (repeated.isPresent()) {
            return repeated.get();
        }
        // Outside of the transaction, since it may read a bundle. Whoever runs the job looks again.
        Fingerprints seen = champions
                .find(upload.model())
                .map(Champion::modelVersion)
                .map(lineage::of)
                .orElseThrow(() -> new UnknownModelException(upload.model()));
        for (int attempt = 1; ; attempt++) {
            try {
                return transactions.execute(transaction -> earlier(idempotencyKey, checksum)
                        .orElseGet(() -> queue(upload, settings, seen, idempotencyKey, checksum, by)));
            } catch (DuplicateKeyException meanwhile) {
                // Another start has used the key, or taken the same corrections in: now this one sees it.
                if (attempt == ATTEMPTS) {
                    throw meanwhile;
                }
            }
        }
    }

    private Optional<Job> earlier(@Nullable String idempotencyKey, String checksum) {
        Optional<Job> earlier = idempotencyKey == null ? Optional.empty() : store.findByKey(idempotencyKey);
        earlier.filter(job -> !job.request().checksum().equals(checksum)).ifPresent(other -> {
            throw new JobException.ReusedKey(other.id());
        });
        return earlier;
    }

    private Job queue(
            Upload upload,
            ChallengerSettings settings,
            Fingerprints seen,
            @Nullable String idempotencyKey,
            String checksum,
            String by) {
        String id = UUID.randomUUID().toString();
        uploads.complete(upload, settings, id, seen);
        store.add(id, upload, settings, idempotencyKey, checksum, by);
        scheduler.add(id, clock.instant());
        audit.record(by, "retraining-queued", id, upload.model());
        return store.find(id).orElseThrow();
    }

    /** SHA-256 of model, settings and the bytes of the uploaded parts: tells whether two requests ask for one job. */
    private static String checksum(String model, ChallengerSettings settings, Map<RowSource, String> checksums) {
        Checksum checksum = new Checksum();
        try (OutputStream stream = checksum.of(OutputStream.nullOutputStream())) {
            String request = String.join("\n", model, OrderJson.line(settings), checksums.toString());
            stream.write(request.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checksum.hex();
    }
}
