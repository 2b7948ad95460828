package io.sentiment.training.job;

import io.sentiment.model.AuditTrail;
import io.sentiment.model.Champion;
import io.sentiment.model.Champions;
import io.sentiment.model.Origin;
import io.sentiment.model.StoredVersion;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.VersionStore;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.training.gate.GateMode;
import io.sentiment.training.process.TrainingReport;
import io.sentiment.training.upload.Corrections;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What a runner changes in the database, each step one transaction that is done once or not at all. Thread-safe. */
final class JobSteps {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final JobStore store;
    private final Corrections corrections;
    private final Checkpoints checkpoints;
    private final Champions champions;
    private final VersionStore versions;
    private final AuditTrail audit;
    private final Clock clock;

    JobSteps(
            JdbcClient jdbc,
            TransactionOperations transactions,
            JobStore store,
            Corrections corrections,
            Checkpoints checkpoints,
            Champions champions,
            VersionStore versions,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.store = store;
        this.corrections = corrections;
        this.checkpoints = checkpoints;
        this.champions = champions;
        this.versions = versions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Takes a retraining over; null if it has ended. */
    @Nullable
    JobRun begin(String id) {
        JobRun run = new JobRun(jdbc, audit, clock, id);
        return Boolean.TRUE.equals(transactions.execute(transaction -> run.begin())) ? run : null;
    }

    Job retraining(JobRun run) {
        return store.find(run.id()).orElseThrow(() -> new LostJobException(run.id()));
    }

    /** The champion to begin from and to compare with: always the same one, also after an interruption. */
    Opponent opponent(JobRun run, Job retraining) {
        Integer champion = retraining.champion();
        Integer expectedVersion = retraining.expectedVersion();
        if (champion != null && expectedVersion != null) {
            return new Opponent(champion, expectedVersion);
        }
        return transactions.execute(transaction -> {
            String model = retraining.model();
            int present =
                    champions.find(model).map(Champion::version).orElseThrow(() -> new UnknownModelException(model));
            List<StoredVersion> all = versions.versions(model);
            Opponent opponent =
                    new Opponent(present, all.get(all.size() - 1).version().version() + 1);
            run.comparesWith(opponent.champion(), opponent.expectedVersion());
            return opponent;
        });
    }

    /** Stores the challenger, which whoever goes on with the retraining then finds. */
    StoredVersion store(JobRun run, ModelBundle bundle, TrainingReport report) {
        return transactions.execute(transaction -> {
            run.requireOwn();
            StoredVersion version = versions.add(bundle, Origin.RETRAINED, Jobs.SERVICE);
            run.finishedTraining(report);
            run.stored(version.version().version());
            return version;
        });
    }

    /** Does what the gate said with a challenger that is stored. */
    void decide(JobRun run) {
        transactions.executeWithoutResult(transaction -> {
            run.requireOwn();
            Job retraining = retraining(run);
            if (retraining.cancelRequested()) {
                end(run, JobState.CANCELLED, "It was cancelled when its challenger had been stored already.");
                return;
            }
            TrainingReport report = Objects.requireNonNull(retraining.result());
            int version = Objects.requireNonNull(retraining.version());
            int champion = Objects.requireNonNull(retraining.champion());
            String reason = report.decision().reason();
            if (!report.decision().promote()) {
                end(run, JobState.KEPT, reason);
            } else if (versions.find(retraining.model(), version).isEmpty()) {
                end(run, JobState.FAILED, "The challenger was deleted before it could be promoted.");
            } else if (retraining.settings().gate() == GateMode.AUTOMATIC
                    && !champions.lock(retraining.model(), champion)) {
                end(
                        run,
                        JobState.KEPT,
                        "The champion that the challenger was compared with, version " + champion
                                + ", has been replaced meanwhile: compare again, or promote version " + version + ".");
            } else {
                champions.promote(retraining.model(), version, Jobs.SERVICE, "Retraining " + run.id() + ": " + reason);
                end(run, JobState.PROMOTED, reason);
            }
        });
    }

    /** Ends a retraining, and removes what only a later turn would need. */
    void end(JobRun run, JobState state, @Nullable String reason) {
        transactions.executeWithoutResult(transaction -> {
            run.end(state, reason);
            if (state == JobState.FAILED || state == JobState.CANCELLED) {
                corrections.release(run.id());
            }
            checkpoints.delete(run.id());
        });
    }

    /** @param expectedVersion the number that the challenger is likely to get */
    record Opponent(int champion, int expectedVersion) {}
}
