package io.sentiment.training.job;

import io.sentiment.model.StoredVersion;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.training.process.OrderFolder;
import io.sentiment.training.process.TrainerProperties;
import io.sentiment.training.process.TrainingOutcome;
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
final class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /** Ctrl+C reaches the training process before this one knows that it stops. */
    private static final long SECONDS_TO_STOP = 1;

    private final JobSteps steps;
    private final OrderWriter orders;
    private final Checkpoints checkpoints;
    private final JobFolders folders;
    private final TrainerProperties trainer;
    private final Set<WatchedTraining> running = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);

    JobRunner(
            JobSteps steps,
            OrderWriter orders,
            Checkpoints checkpoints,
            JobFolders folders,
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
        JobRun run = steps.begin(id);
        if (run == null) {
            return true;
        }
        try {
            Job retraining = steps.retraining(run);
            if (retraining.cancelRequested()) {
                steps.end(run, JobState.CANCELLED, null);
            } else if (retraining.version() != null || train(run, retraining)) {
                steps.decide(run);
            }
        } catch (LostJobException lost) {
            LOG.info("{}", lost.getMessage());
        } catch (StoppedJobException stopped) {
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
        JobRun run = steps.begin(id);
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
    private boolean train(JobRun run, Job retraining) throws IOException, InterruptedException {
        OrderFolder folder = folders.begin(run.id());
        try {
            JobSteps.Opponent opponent = steps.opponent(run, retraining);
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

    private TrainingOutcome outcome(JobRun run, Job retraining, OrderFolder folder)
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

    private void end(JobRun run, TrainingOutcome outcome) throws InterruptedException {
        requireNotStopped();
        if (outcome instanceof TrainingOutcome.Failed failed) {
            if (stopped.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                throw new StoppedJobException();
            }
            LOG.error("Retraining {} failed: {}\n{}", run.id(), failed.reason(), failed.errorOutput());
            fail(run, failed.reason());
        } else {
            steps.end(run, JobState.CANCELLED, null);
        }
    }

    private void requireNotStopped() {
        if (stopped.getCount() == 0) {
            throw new StoppedJobException();
        }
    }

    private void fail(JobRun run, String reason) {
        try {
            steps.end(run, JobState.FAILED, reason);
        } catch (LostJobException lost) {
            LOG.info("{}", lost.getMessage());
        }
    }
}
