package io.sentiment.training.job;

import io.sentiment.model.AuditTrail;
import io.sentiment.model.Champion;
import io.sentiment.model.Champions;
import io.sentiment.model.StoredVersion;
import io.sentiment.model.StoredVersion.Origin;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.VersionStore;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.training.gate.GateMode;
import io.sentiment.training.process.TrainingReport;
import io.sentiment.training.upload.Corrections;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What a runner changes in the database, each step one transaction that is done once or not at all. Every step but the
 * first takes the job as the runner began with it, and throws {@link JobException.Lost} once another runner has taken
 * over, as it does when this one has given no sign of life: a runner that only slept must not disturb its successor.
 * Thread-safe.
 */
final class JobSteps {

    /** Who runs a job, as versions and the audit trail name it. */
    private static final String SERVICE = "the service";

    private final TransactionOperations transactions;
    private final JobStore store;
    private final StoredCheckpoints checkpoints;
    private final Corrections corrections;
    private final Champions champions;
    private final VersionStore versions;
    private final AuditTrail audit;
    private final Clock clock;

    JobSteps(
            TransactionOperations transactions,
            JobStore store,
            StoredCheckpoints checkpoints,
            Corrections corrections,
            Champions champions,
            VersionStore versions,
            AuditTrail audit,
            Clock clock) {
        this.transactions = transactions;
        this.store = store;
        this.checkpoints = checkpoints;
        this.corrections = corrections;
        this.champions = champions;
        this.versions = versions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Takes a job over; empty if it has ended. */
    Optional<Job> begin(String id) {
        String runner = UUID.randomUUID().toString();
        try {
            return transactions.execute(transaction -> {
                Optional<Job> begun = store.change(id, job -> job.started(runner, clock.instant()));
                if (begun.filter(job -> job.turn().attempts() == 1).isPresent()) {
                    audit.record(SERVICE, "retraining-running", id, "");
                }
                return begun;
            });
        } catch (JobException.Finished ended) {
            return Optional.empty();
        }
    }

    /** The job to go on with, of which it is settled which champion it begins from: the same one in every turn. */
    Job settleVersions(Job own) {
        return transactions.execute(transaction -> store.changeOwn(
                own,
                job -> job.versions() == null
                        ? job.withVersions(versions(job.request().model()))
                        : job));
    }

    private Job.Versions versions(String model) {
        int champion = champions.find(model).map(Champion::version).orElseThrow(() -> new UnknownModelException(model));
        List<StoredVersion> all = versions.versions(model);
        return new Job.Versions(champion, all.get(all.size() - 1).version().version() + 1);
    }

    /** Whether somebody does not want the job any more. */
    boolean isCancelRequested(Job own) {
        return store.findOwn(own).standing().cancelRequested();
    }

    void progress(Job own, JobProgress progress) {
        store.changeOwn(own, job -> job.withProgress(progress));
    }

    /** From now on the job goes on from this checkpoint, at that progress; all others are deleted. */
    void checkpoint(Job own, String checkpoint, JobProgress progress) {
        transactions.executeWithoutResult(transaction -> {
            store.changeOwn(own, job -> job.withCheckpoint(checkpoint, progress));
            checkpoints.deleteOthers(own.id(), checkpoint);
        });
    }

    /** Stores the challenger, which whoever goes on with the job then finds. */
    StoredVersion store(Job own, ModelBundle bundle, TrainingReport report) {
        return transactions.execute(transaction -> {
            lock(own);
            StoredVersion stored = versions.add(bundle, Origin.RETRAINED, SERVICE);
            Job.Challenger challenger = new Job.Challenger(stored.version().version(), report);
            store.changeOwn(own, job -> job.withChallenger(challenger));
            return stored;
        });
    }

    /** Does what the gate said with a challenger that is stored. */
    void decide(Job own) {
        transactions.executeWithoutResult(transaction -> {
            Job job = lock(own);
            if (job.standing().cancelRequested()) {
                end(own, JobState.CANCELLED, "It was cancelled when its challenger had been stored already.");
                return;
            }
            String model = job.request().model();
            Job.Challenger challenger = Objects.requireNonNull(job.challenger());
            int champion = Objects.requireNonNull(job.versions()).champion();
            String reason = challenger.report().decision().reason();
            if (!challenger.report().decision().promote()) {
                end(own, JobState.KEPT, reason);
            } else if (versions.find(model, challenger.version()).isEmpty()) {
                end(own, JobState.FAILED, "The challenger was deleted before it could be promoted.");
            } else if (job.request().settings().gate() == GateMode.AUTOMATIC && !champions.lock(model, champion)) {
                end(
                        own,
                        JobState.KEPT,
                        "The champion that the challenger was compared with, version " + champion
                                + ", has been replaced meanwhile: compare again, or promote version "
                                + challenger.version() + ".");
            } else {
                champions.promote(model, challenger.version(), SERVICE, "Retraining " + job.id() + ": " + reason);
                end(own, JobState.PROMOTED, reason);
            }
        });
    }

    /** Ends a job, and removes what only a later turn would need. */
    void end(Job own, JobState state, @Nullable String reason) {
        transactions.executeWithoutResult(transaction -> {
            store.changeOwn(own, job -> job.ended(state, reason, clock.instant()));
            audit.record(SERVICE, "retraining-" + state, own.id(), reason == null ? "" : reason);
            if (state == JobState.FAILED || state == JobState.CANCELLED) {
                corrections.release(own.id());
            }
            checkpoints.deleteAll(own.id());
        });
    }

    /** The job as it is until the transaction ends: nobody else can change it meanwhile. */
    private Job lock(Job own) {
        return store.changeOwn(own, job -> job);
    }
}
