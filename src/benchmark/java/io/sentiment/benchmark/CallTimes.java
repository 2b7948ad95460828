package io.sentiment.benchmark;

import java.util.Collection;

/** How long many calls took, sorted. Immutable. */
public final class CallTimes {

    private final long[] nanoseconds;

    private CallTimes(long[] nanoseconds) {
        this.nanoseconds = nanoseconds;
    }

    /**
     * Sorts them.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static CallTimes of(Collection<Long> nanoseconds) {
        if (nanoseconds.isEmpty()) {
            throw new IllegalArgumentException("No call was timed.");
        }
        return new CallTimes(
                nanoseconds.stream().mapToLong(Long::longValue).sorted().toArray());
    }

    /** The smallest time, in milliseconds, that {@code share} of the calls did not exceed. */
    public double percentile(double share) {
        int rank = (int) Math.ceil(share * nanoseconds.length);
        return nanoseconds[Math.max(rank, 1) - 1] / 1e6;
    }

    /** In milliseconds. */
    public double median() {
        return percentile(0.5);
    }
}
