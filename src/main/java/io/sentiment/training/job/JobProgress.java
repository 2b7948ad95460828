package io.sentiment.training.job;

import com.fasterxml.jackson.annotation.JsonValue;
import io.sentiment.network.training.EpochResult;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a retraining has come. Immutable.
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

    /** The same in another phase. */
    JobProgress in(Phase next, int nextRows) {
        return new JobProgress(next, epoch, epochs, nextRows, 0, loss, null, null, finished);
    }

    /** What a retraining does while it runs. */
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
