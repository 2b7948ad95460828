package io.sentiment.training.job;

import io.sentiment.model.AuditTrail;
import io.sentiment.model.Champions;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.training.upload.Corrections;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Shows and cancels jobs. Each change and its entry in the audit trail are one transaction. Every method
 * throws a {@code DataAccessException} or a {@code TransactionException} when the database is away. Thread-safe.
 */
public final class Jobs {

    private final TransactionOperations transactions;
    private final JobStore store;
    private final Corrections corrections;
    private final Champions champions;
    private final AuditTrail audit;
    private final Clock clock;

    Jobs(
            TransactionOperations transactions,
            JobStore store,
            Corrections corrections,
            Champions champions,
            AuditTrail audit,
            Clock clock) {
        this.transactions = transactions;
        this.store = store;
        this.corrections = corrections;
        this.champions = champions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Jobs of one model or all, in one state or any, newest first; the first page has the number 0. */
    public Page list(@Nullable String model, @Nullable JobState state, int page, int size) {
        long total = store.count(model, state);
        return new Page(store.list(model, state, size, (long) page * size), page, size, total);
    }

    /**
     * One job as it is now. Its reason also says why a replica could not serve a promoted challenger, if so.
     *
     * @throws JobException.Unknown if there is none with that id
     */
    public Job find(String id) {
        Job job = store.find(id).orElseThrow(() -> new JobException.Unknown(id));
        Job.Challenger challenger = job.challenger();
        if (challenger == null || job.state() != JobState.PROMOTED) {
            return job;
        }
        return champions
                .rejection(new ModelVersion(job.request().model(), challenger.version()))
                .map(rejection ->
                        job.withReason(job.standing().reason() + " It did not stay champion: " + rejection.reason()))
                .orElse(job);
    }

    /**
     * Gives a job up: at once if it waits, else as soon as its runner has seen it.
     *
     * @return as it is then
     * @throws JobException.Unknown if there is none with that id
     * @throws JobException.Finished if it is in a final state
     */
    public Job cancel(String id, String by) {
        return transactions.execute(transaction -> {
            Optional<Job> changed = store.change(id, job -> job.cancelled(clock.instant()));
            changed.ifPresent(job -> {
                if (job.state() == JobState.CANCELLED) {
                    corrections.release(id);
                    audit.record(by, "retraining-cancelled", id, "");
                } else {
                    audit.record(by, "retraining-cancel-requested", id, "");
                }
            });
            return find(id);
        });
    }

    /**
     * Some of the jobs that somebody asked for. Immutable.
     *
     * @param jobs newest first
     * @param number of this page, from 0
     * @param size jobs of a page at most
     * @param total number of jobs on all pages
     */
    public record Page(List<Job> jobs, int number, int size, long total) {

        /** Copies the list. */
        public Page {
            jobs = List.copyOf(jobs);
        }
    }
}
