package io.sentiment.training.job;

import io.sentiment.concurrent.DaemonExecutors;
import io.sentiment.training.checkpoint.CheckpointFolder;
import io.sentiment.training.process.OrderFolder;
import io.sentiment.training.process.TrainerCommand;
import io.sentiment.training.process.TrainerProcess;
import io.sentiment.training.process.TrainingEvent;
import io.sentiment.training.process.TrainingOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * One training process with somebody who looks after it: passes its progress and checkpoints on to the database, and
 * ends it when the job is cancelled or belongs to another runner.
 */
final class WatchedTraining implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedTraining.class);
    private static final long WATCH_MILLISECONDS = 500;

    private final JobSteps steps;
    private final Job job;
    private final OrderFolder folder;
    private final StoredCheckpoints checkpoints;
    private final TrainerProcess process;
    private final ScheduledExecutorService watch = DaemonExecutors.scheduled("retraining-watch", 1);
    private volatile JobProgress progress;
    private volatile JobException.@Nullable Lost lost;
    private @Nullable JobProgress written;

    /** @throws IOException if no process can be started */
    WatchedTraining(JobSteps steps, Job job, OrderFolder folder, StoredCheckpoints checkpoints, TrainerCommand trainer)
            throws IOException {
        this.steps = steps;
        this.job = job;
        this.folder = folder;
        this.checkpoints = checkpoints;
        JobProgress earlier = job.progress();
        this.progress = earlier == null ? JobProgress.PREPARING : earlier.resumed();
        this.process = TrainerProcess.start(folder, trainer, this::step);
        var unused =
                watch.scheduleWithFixedDelay(this::look, WATCH_MILLISECONDS, WATCH_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    /**
     * Waits for the end of the process.
     *
     * @throws JobException.Lost if another runner has taken over
     * @throws InterruptedException if the waiting thread is interrupted
     */
    TrainingOutcome await() throws InterruptedException {
        TrainingOutcome outcome = process.await();
        JobException.Lost takenOver = lost;
        if (takenOver != null) {
            throw takenOver;
        }
        return outcome;
    }

    /** Ends the process, in seconds. */
    void stop() {
        process.cancel();
    }

    /** Ends the process and its watch. */
    @Override
    public void close() {
        watch.shutdownNow();
        process.close();
    }

    private void step(TrainingEvent event) {
        progress = progress.after(event);
        if (event instanceof TrainingEvent.Epoch) {
            try {
                Optional<Path> newest = CheckpointFolder.newest(folder.path());
                if (newest.isPresent()) {
                    use(checkpoints.write(job.id(), newest.get()));
                }
            } catch (IOException | DataAccessException e) {
                LOG.warn("The checkpoint of retraining {} is only on this machine.", job.id(), e);
            }
        }
    }

    /** A checkpoint and the progress up to it belong together: nothing older may be written after it. */
    private synchronized void use(String checkpoint) {
        JobProgress reached = progress;
        steps.checkpoint(job, checkpoint, reached);
        written = reached;
    }

    private synchronized void writeProgress() {
        JobProgress reached = progress;
        if (!reached.equals(written)) {
            steps.progress(job, reached);
            written = reached;
        }
    }

    private void look() {
        try {
            if (steps.isCancelRequested(job)) {
                process.cancel();
            }
            writeProgress();
        } catch (JobException.Lost takenOver) {
            lost = takenOver;
            process.cancel();
        } catch (RuntimeException e) {
            // The training goes on while the database is away.
            LOG.warn("The progress of retraining {} could not be stored.", job.id(), e);
        }
    }
}
