package io.sentiment.training.job;

import com.fasterxml.jackson.annotation.JsonValue;
import io.sentiment.network.training.EpochResult;
import io.sentiment.training.process.TrainingEvent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far a job has come, over all training processes that worked on it. Immutable.
 *
 * @param phase what it does now
 * @param epoch the running or last epoch, from 1; 0 before the first
 * @param epochs the last epoch, if training does not stop early; 0 before the first
 * @param rows rows of this phase so far: of the epoch, or of the held-out set
 * @param totalRows rows of an epoch; 0 where nobody knows
 * @param loss mean cross entropy of the running or last epoch, in nats
 * @param rowsPerSecond that are trained on
 * @param secondsLeft until the last epoch is finished, at that rate
 * @param finished every finished epoch, with its metrics on the development rows
 */
public record JobProgress(
        Phase phase,
        int epoch,
        int epochs,
        int rows,
        int totalRows,
        @Nullable Double loss,
        @Nullable Double rowsPerSecond,
        @Nullable Double secondsLeft,
        List<EpochResult> finished) {

    /** Before the first epoch. */
    static final JobProgress PREPARING = new JobProgress(Phase.PREPARING, 0, 0, 0, 0, null, null, null, List.of());

    /** Copies the list. */
    public JobProgress {
        finished = List.copyOf(finished);
    }

    /** What is left of it when a new training process goes on. */
    JobProgress resumed() {
        return in(Phase.PREPARING, 0);
    }

    /** After one more step of the training process. */
    JobProgress after(TrainingEvent event) {
        if (event instanceof TrainingEvent.Started started) {
            return after(started);
        } else if (event instanceof TrainingEvent.Batch batch) {
            return after(batch);
        } else if (event instanceof TrainingEvent.Epoch ended) {
            return after(ended);
        } else if (event instanceof TrainingEvent.Comparing comparing) {
            return in(Phase.COMPARING, comparing.rows());
        }
        return in(Phase.STORING, 0);
    }

    private JobProgress in(Phase next, int nextRows) {
        return new JobProgress(next, epoch, epochs, nextRows, 0, loss, null, null, finished);
    }

    private JobProgress after(TrainingEvent.Started started) {
        int kept = started.finishedEpochs();
        return new JobProgress(
                Phase.TRAINING,
                kept,
                epochs,
                0,
                started.trainingRows(),
                loss,
                null,
                null,
                finished.stream().filter(result -> result.epoch() <= kept).toList());
    }

    private JobProgress after(TrainingEvent.Batch batch) {
        return new JobProgress(
                Phase.TRAINING,
                batch.epoch(),
                batch.epochs(),
                batch.rows(),
                batch.totalRows(),
                batch.loss(),
                batch.rowsPerSecond(),
                batch.secondsLeft(),
                finished);
    }

    private JobProgress after(TrainingEvent.Epoch ended) {
        EpochResult result = new EpochResult(ended.epoch(), ended.loss(), ended.development());
        return new JobProgress(
                Phase.TRAINING,
                ended.epoch(),
                ended.epochs(),
                totalRows,
                totalRows,
                ended.loss(),
                ended.rowsPerSecond(),
                ended.secondsLeft(),
                Stream.concat(finished.stream(), Stream.of(result)).toList());
    }

    /** What a job does while it runs. */
    public enum Phase {
        PREPARING,
        TRAINING,
        COMPARING,
        STORING;

        /** The name in JSON. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
