package io.sentiment.training.job;

import io.sentiment.model.StoredVersion;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.training.process.OrderFolder;
import io.sentiment.training.process.TrainerCommand;
import io.sentiment.training.process.TrainingOutcome;
import io.sentiment.training.process.TrainingReport;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries jobs out. It may be killed between any two steps: whoever begins again finds in the database what has
 * been done, and does the rest. Thread-safe.
 */
final class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /** Ctrl+C reaches the training process before this one knows that it stops. */
    private static final long SECONDS_TO_STOP = 1;

    private final JobSteps steps;
    private final OrderWriter orders;
    private final StoredCheckpoints checkpoints;
    private final JobFolders folders;
    private final TrainerCommand trainer;
    private final Set<WatchedTraining> running = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);

    JobRunner(
            JobSteps steps,
            OrderWriter orders,
            StoredCheckpoints checkpoints,
            JobFolders folders,
            TrainerCommand trainer) {
        this.steps = steps;
        this.orders = orders;
        this.checkpoints = checkpoints;
        this.folders = folders;
        this.trainer = trainer;
    }

    /**
     * Brings a job to a final state, if no other runner takes it over meanwhile.
     *
     * @return whether there is nothing left to do; false when this runner was stopped before
     */
    boolean run(String id) throws InterruptedException {
        Optional<Job> begun = steps.begin(id);
        return begun.isEmpty() || run(begun.get());
    }

    private boolean run(Job job) throws InterruptedException {
        try {
            if (job.standing().cancelRequested()) {
                steps.end(job, JobState.CANCELLED, null);
            } else if (job.challenger() != null || train(job)) {
                steps.decide(job);
            }
        } catch (JobException.Lost lost) {
            LOG.info("{}", lost.getMessage());
        } catch (JobException.Stopped stopped) {
            return false;
        } catch (IOException e) {
            LOG.error("Retraining {} failed", job.id(), e);
            fail(
                    job,
                    "The files of the training cannot be written: " + e.getMessage()
                            + ". Look after the disk of sentiment.data-directory.");
        } catch (UnknownModelException | UnreadableBundleException | UnusableDataException e) {
            LOG.error("Retraining {} failed", job.id(), e);
            fail(job, String.valueOf(e.getMessage()));
        }
        return true;
    }

    /** Ends a job that has failed again and again. */
    void giveUp(String id, String reason) {
        steps.begin(id).ifPresent(job -> fail(job, reason));
    }

    /** Ends all training processes of this runner. Their jobs stay as they are, for another runner. */
    void stop() {
        stopped.countDown();
        running.forEach(WatchedTraining::stop);
    }

    /** Returns whether a challenger has been stored; else the job has ended. */
    private boolean train(Job begun) throws IOException, InterruptedException {
        OrderFolder folder = folders.begin(begun.id());
        try {
            Job job = steps.settleVersions(begun);
            OrderWriter.HeldOut heldOut = orders.write(folder, job);
            if (job.checkpoint() != null) {
                checkpoints.restore(job.checkpoint(), folder.path());
            }
            TrainingOutcome outcome = outcome(job, folder);
            if (outcome instanceof TrainingOutcome.Completed completed) {
                TrainingReport report = completed.report().with(heldOut.leftOut(), heldOut.note());
                StoredVersion stored = steps.store(job, ModelBundle.open(folder.bundle()), report);
                LOG.info("Retraining {} made {}", job.id(), stored.version());
                return true;
            }
            end(job, outcome);
            return false;
        } finally {
            folders.end(folder);
        }
    }

    private TrainingOutcome outcome(Job job, OrderFolder folder) throws IOException, InterruptedException {
        try (WatchedTraining training = new WatchedTraining(steps, job, folder, checkpoints, trainer)) {
            running.add(training);
            try {
                requireNotStopped();
                return training.await();
            } finally {
                running.remove(training);
            }
        }
    }

    private void end(Job job, TrainingOutcome outcome) throws InterruptedException {
        requireNotStopped();
        if (outcome instanceof TrainingOutcome.Failed failed) {
            if (stopped.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                throw new JobException.Stopped();
            }
            LOG.error("Retraining {} failed: {}\n{}", job.id(), failed.reason(), failed.errorOutput());
            fail(job, failed.reason());
        } else {
            steps.end(job, JobState.CANCELLED, null);
        }
    }

    private void requireNotStopped() {
        if (stopped.getCount() == 0) {
            throw new JobException.Stopped();
        }
    }

    private void fail(Job job, String reason) {
        try {
            steps.end(job, JobState.FAILED, reason);
        } catch (JobException.Lost lost) {
            LOG.info("{}", lost.getMessage());
        }
    }
}
