package io.sentiment.training.process;

import io.sentiment.network.training.EpochResult;
import io.sentiment.network.training.TrainingListener;
import io.sentiment.training.checkpoint.Stopwatch;
import io.sentiment.training.pipeline.TrainingPipeline;
import java.util.List;
import java.util.function.Consumer;

/** Turns the progress of a training into events, with its speed and the time left. */
final class ProgressEvents implements TrainingPipeline.Listener {

    /** Often enough for a person to see it move, seldom enough to store each event. */
    private static final double SECONDS_BETWEEN_BATCH_EVENTS = 0.5;

    private final Consumer<TrainingEvent> events;
    private final Stopwatch stopwatch;
    private final TrainingEvent.Started start;
    private final int epochs;
    private int finishedBefore;
    private double lowestLogLoss = Double.POSITIVE_INFINITY;
    private double latestBatchEvent = -SECONDS_BETWEEN_BATCH_EVENTS;

    /** @param start what is told first, with the epochs that were finished before */
    ProgressEvents(Consumer<TrainingEvent> events, Stopwatch stopwatch, TrainingEvent.Started start, int epochs) {
        this.events = events;
        this.stopwatch = stopwatch;
        this.start = start;
        this.epochs = epochs;
    }

    @Override
    public void begun(List<EpochResult> finished) {
        finishedBefore = finished.size();
        finished.forEach(this::isBest);
        events.accept(start.after(finishedBefore));
    }

    @Override
    public void batchTrained(TrainingListener.Progress progress) {
        double now = stopwatch.secondsOfThisProcess();
        if (now - latestBatchEvent < SECONDS_BETWEEN_BATCH_EVENTS) {
            return;
        }
        latestBatchEvent = now;
        double rate = rowsPerSecond(progress.epoch() - 1, progress.rows());
        events.accept(new TrainingEvent.Batch(
                progress.epoch(),
                epochs,
                progress.rows(),
                progress.totalRows(),
                progress.loss(),
                rate,
                secondsLeft(progress.epoch() - 1, progress.rows(), rate)));
    }

    @Override
    public void epochFinished(EpochResult result) {
        double rate = rowsPerSecond(result.epoch(), 0);
        events.accept(new TrainingEvent.Epoch(
                result.epoch(),
                epochs,
                result.trainingLoss(),
                result.development(),
                isBest(result),
                rate,
                secondsLeft(result.epoch(), 0, rate)));
    }

    private boolean isBest(EpochResult result) {
        boolean best = result.development().logLoss() < lowestLogLoss;
        lowestLogLoss = Math.min(lowestLogLoss, result.development().logLoss());
        return best;
    }

    private double rowsPerSecond(int finishedEpochs, int rows) {
        double done = (double) (finishedEpochs - finishedBefore) * start.trainingRows() + rows;
        // The clock may not have moved yet.
        return done / Math.max(stopwatch.secondsOfThisProcess(), 1e-3);
    }

    private double secondsLeft(int finishedEpochs, int rows, double rate) {
        return ((double) (epochs - finishedEpochs) * start.trainingRows() - rows) / rate;
    }
}
