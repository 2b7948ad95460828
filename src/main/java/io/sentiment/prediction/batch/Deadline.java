package io.sentiment.prediction.batch;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The moment after which nobody waits for an answer any more. Immutable and thread-safe. */
public final class Deadline {

    private final LongSupplier nanoTime;
    private final long nanos;

    private Deadline(LongSupplier nanoTime, long nanos) {
        this.nanoTime = nanoTime;
        this.nanos = nanos;
    }

    /** That long from now, on a clock of nanoseconds that is not set back, such as {@link System#nanoTime}. */
    public static Deadline in(Duration duration, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + duration.toNanos());
    }

    /** Whether the moment has come. */
    boolean passed() {
        return remainingNanos() <= 0;
    }

    /** Nanoseconds that are left, negative after the deadline. */
    public long remainingNanos() {
        return nanos - nanoTime.getAsLong();
    }
}
