package io.sentiment.training;

import io.sentiment.model.ModelBundle;
import io.sentiment.model.StoredVersion;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.UnreadableBundleException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries retrainings out. It may be killed between any two steps: whoever begins again finds in the database what has
 * been done, and does the rest. Thread-safe.
 */
final class RetrainingRunner {

    private static final Logger LOG = LoggerFactory.getLogger(RetrainingRunner.class);

    /** Ctrl+C reaches the training process before this one knows that it stops. */
    private static final long SECONDS_TO_STOP = 1;

    private final RetrainingSteps steps;
    private final OrderWriter orders;
    private final Checkpoints checkpoints;
    private final RetrainingFolders folders;
    private final TrainerProperties trainer;
    private final Set<WatchedTraining> running = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);

    RetrainingRunner(
            RetrainingSteps steps,
            OrderWriter orders,
            Checkpoints checkpoints,
            RetrainingFolders folders,
            TrainerProperties trainer) {
        this.steps = steps;
        this.orders = orders;
        this.checkpoints = checkpoints;
        this.folders = folders;
        this.trainer = trainer;
    }

    /**
     * Brings a retraining to a final state, if no other runner takes it over meanwhile.
     *
     * @return whether there is nothing left to do; false when this runner was stopped before
     */
    boolean run(String id) throws InterruptedException {
        RetrainingRun run = steps.begin(id);
        if (run == null) {
            return true;
        }
        try {
            Retraining retraining = steps.retraining(run);
            if (retraining.cancelRequested()) {
                steps.end(run, RetrainingState.CANCELLED, null);
            } else if (retraining.version() != null || train(run, retraining)) {
                steps.decide(run);
            }
        } catch (LostRetrainingException lost) {
            LOG.info("{}", lost.getMessage());
        } catch (StoppedRetrainingException stopped) {
            return false;
        } catch (IOException e) {
            LOG.error("Retraining {} failed", id, e);
            fail(
                    run,
                    "The files of the training cannot be written: " + e.getMessage()
                            + ". Look after the disk of sentiment.data-directory.");
        } catch (UnknownModelException | UnreadableBundleException e) {
            LOG.error("Retraining {} failed", id, e);
            fail(run, String.valueOf(e.getMessage()));
        }
        return true;
    }

    /** Ends a retraining that has failed again and again. */
    void giveUp(String id, String reason) {
        RetrainingRun run = steps.begin(id);
        if (run != null) {
            fail(run, reason);
        }
    }

    /** Ends all training processes of this machine. Their retrainings stay as they are, for another runner. */
    void stop() {
        stopped.countDown();
        running.forEach(WatchedTraining::stop);
    }

    /** Returns whether a challenger has been stored; else the retraining has ended. */
    private boolean train(RetrainingRun run, Retraining retraining) throws IOException, InterruptedException {
        OrderFolder folder = folders.begin(run.id());
        try {
            RetrainingSteps.Opponent opponent = steps.opponent(run, retraining);
            orders.write(folder, retraining, opponent.champion(), opponent.expectedVersion());
            if (retraining.checkpoint() != null) {
                checkpoints.restore(retraining.checkpoint(), folder.path());
            }
            TrainingOutcome outcome = outcome(run, retraining, folder);
            if (outcome instanceof TrainingOutcome.Completed completed) {
                StoredVersion stored = steps.store(run, ModelBundle.open(folder.bundle()), completed.report());
                LOG.info("Retraining {} made {}", run.id(), stored.version());
                return true;
            }
            end(run, outcome);
            return false;
        } finally {
            folders.end(folder);
        }
    }

    private TrainingOutcome outcome(RetrainingRun run, Retraining retraining, OrderFolder folder)
            throws IOException, InterruptedException {
        try (WatchedTraining training = new WatchedTraining(run, folder, checkpoints, retraining.progress(), trainer)) {
            running.add(training);
            try {
                requireNotStopped();
                return training.await();
            } finally {
                running.remove(training);
            }
        }
    }

    private void end(RetrainingRun run, TrainingOutcome outcome) throws InterruptedException {
        requireNotStopped();
        if (outcome instanceof TrainingOutcome.Failed failed) {
            if (stopped.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                throw new StoppedRetrainingException();
            }
            LOG.error("Retraining {} failed: {}\n{}", run.id(), failed.reason(), failed.errorOutput());
            fail(run, failed.reason());
        } else {
            steps.end(run, RetrainingState.CANCELLED, null);
        }
    }

    private void requireNotStopped() {
        if (stopped.getCount() == 0) {
            throw new StoppedRetrainingException();
        }
    }

    private void fail(RetrainingRun run, String reason) {
        try {
            steps.end(run, RetrainingState.FAILED, reason);
        } catch (LostRetrainingException lost) {
            LOG.info("{}", lost.getMessage());
        }
    }
}
