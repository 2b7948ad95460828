package io.sentiment.training.checkpoint;

import java.util.function.LongSupplier;

/** Time that a training took, over the processes that worked on it. */
public final class Stopwatch {

    private final LongSupplier nanoTime;
    private final long start;
    private double earlierSeconds;

    /** Starts at once. */
    public Stopwatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    void addEarlier(double seconds) {
        earlierSeconds += seconds;
    }

    public double secondsOfThisProcess() {
        return (nanoTime.getAsLong() - start) / 1e9;
    }

    public double seconds() {
        return earlierSeconds + secondsOfThisProcess();
    }
}
