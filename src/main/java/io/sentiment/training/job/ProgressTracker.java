package io.sentiment.training.job;

import io.sentiment.network.training.EpochResult;
import io.sentiment.training.job.JobProgress.Phase;
import io.sentiment.training.process.TrainingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the steps of a training process add up to, over all processes that worked on a retraining. Steps come from one
 * thread; the progress may be asked for by any.
 */
final class ProgressTracker implements Consumer<TrainingEvent> {

    private volatile JobProgress progress;

    /** Goes on from what an earlier process did. */
    ProgressTracker(JobProgress earlier) {
        this.progress = earlier.in(Phase.PREPARING, 0);
    }

    JobProgress progress() {
        return progress;
    }

    @Override
    public void accept(TrainingEvent event) {
        JobProgress before = progress;
        if (event instanceof TrainingEvent.Started started) {
            List<EpochResult> kept = before.finished().stream()
                    .filter(epoch -> epoch.epoch() <= started.finishedEpochs())
                    .toList();
            progress = new JobProgress(
                    Phase.TRAINING,
                    started.finishedEpochs(),
                    before.epochs(),
                    0,
                    started.trainingRows(),
                    before.loss(),
                    null,
                    null,
                    kept);
        } else if (event instanceof TrainingEvent.Batch batch) {
            progress = new JobProgress(
                    Phase.TRAINING,
                    batch.epoch(),
                    batch.epochs(),
                    batch.rows(),
                    batch.totalRows(),
                    batch.loss(),
                    batch.rowsPerSecond(),
                    batch.secondsLeft(),
                    before.finished());
        } else if (event instanceof TrainingEvent.Epoch epoch) {
            List<EpochResult> finished = new ArrayList<>(before.finished());
            finished.add(new EpochResult(epoch.epoch(), epoch.loss(), epoch.development()));
            progress = new JobProgress(
                    Phase.TRAINING,
                    epoch.epoch(),
                    epoch.epochs(),
                    before.totalRows(),
                    before.totalRows(),
                    epoch.loss(),
                    epoch.rowsPerSecond(),
                    epoch.secondsLeft(),
                    finished);
        } else if (event instanceof TrainingEvent.Comparing comparing) {
            progress = before.in(Phase.COMPARING, comparing.rows());
        } else if (event instanceof TrainingEvent.Finished) {
            progress = before.in(Phase.STORING, 0);
        }
    }
}
