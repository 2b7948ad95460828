package io.sentiment.training.job;

import io.sentiment.concurrent.DaemonExecutors;
import io.sentiment.training.upload.TrainingSets;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/** Removes what killed processes left: half-received training sets, and folders of jobs that have ended. */
final class LeftoverRemoval implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LeftoverRemoval.class);
    private static final long SECONDS_BETWEEN = 60;

    /** Nothing that still goes on is silent for so long. */
    private static final Duration SILENCE = Duration.ofMinutes(3);

    private final TrainingSets sets;
    private final JobStore jobs;
    private final JobFolders folders;
    private final boolean alone;
    private @Nullable ScheduledExecutorService executor;

    /** @param alone whether no other process uses the database */
    LeftoverRemoval(TrainingSets sets, JobStore jobs, JobFolders folders, boolean alone) {
        this.sets = sets;
        this.jobs = jobs;
        this.folders = folders;
        this.alone = alone;
    }

    @Override
    public synchronized void start() {
        // Nobody else can be receiving anything, and this process has not yet begun to.
        remove(alone ? Duration.ZERO : SILENCE);
        ScheduledExecutorService started = DaemonExecutors.scheduled("leftover-removal", 1);
        executor = started;
        var unused = started.scheduleWithFixedDelay(
                () -> remove(SILENCE), SECONDS_BETWEEN, SECONDS_BETWEEN, TimeUnit.SECONDS);
    }

    @Override
    public synchronized void stop() {
        if (executor != null) {
            executor.shutdownNow();
        }
        executor = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }

    /** Before the web server answers and before jobs run. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void remove(Duration silence) {
        try {
            int abandoned = sets.abandonUntouchedFor(silence);
            if (abandoned > 0) {
                LOG.info("Removed {} half-received training sets", abandoned);
            }
            folders.delete(id -> jobs.find(id).map(job -> job.state().isFinal()).orElse(true));
        } catch (IOException | DataAccessException e) {
            LOG.warn("Leftovers of retrainings could not be removed", e);
        }
    }
}
