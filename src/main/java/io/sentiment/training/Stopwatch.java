package io.sentiment.training;

import java.util.function.LongSupplier;

/** Time that a training took, over the processes that worked on it. */
final class Stopwatch {

    private final LongSupplier nanoTime;
    private final long start;
    private double earlierSeconds;

    /** Starts at once. */
    Stopwatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    void addEarlier(double seconds) {
        earlierSeconds += seconds;
    }

    double secondsOfThisProcess() {
        return (nanoTime.getAsLong() - start) / 1e9;
    }

    double seconds() {
        return earlierSeconds + secondsOfThisProcess();
    }
}
