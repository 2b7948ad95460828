package io.sentiment.training.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a job stands. The last four states are final. */
public enum JobState {
    /** Waits for a runner. */
    QUEUED,

    /** A runner works on it, or another will go on with it when that one has died. */
    RUNNING,

    /** The challenger became champion. */
    PROMOTED,

    /** The challenger is stored, and the champion stayed. */
    KEPT,

    /** There is no challenger; the reason says why. */
    FAILED,

    /** Somebody did not want it any more. */
    CANCELLED;

    private Set<JobState> next() {
        return switch (this) {
            case QUEUED -> Set.of(RUNNING, CANCELLED);
            case RUNNING -> Set.of(PROMOTED, KEPT, FAILED, CANCELLED);
            case PROMOTED, KEPT, FAILED, CANCELLED -> Set.of();
        };
    }

    /** Whether nothing will change any more. */
    public boolean isFinal() {
        return next().isEmpty();
    }

    /** Whether a job may go from this state to that one. */
    boolean canBecome(JobState state) {
        return next().contains(state);
    }

    /** The name in JSON and in the database. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state of that name.
     *
     * @throws IllegalArgumentException for any other name, with the known ones
     */
    public static JobState ofLabel(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown state '" + label + "': use one of "
                        + Arrays.stream(values()).map(JobState::label).collect(Collectors.joining(", "))
                        + "."));
    }

    @Override
    public String toString() {
        return label();
    }
}
