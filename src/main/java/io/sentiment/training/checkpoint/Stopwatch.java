package io.sentiment.training.checkpoint;

/** Time that a training takes, over the processes that work on it. Starts at once. For one thread. */
public final class Stopwatch {

    private final long start = System.nanoTime();
    private double earlierSeconds;

    /** Takes over what an earlier process had come to; of several such times, of which each includes those before it, the longest. */
    void goOnFrom(double seconds) {
        earlierSeconds = Math.max(earlierSeconds, seconds);
    }

    /** Seconds since the start, without those of earlier processes. */
    public double secondsOfThisProcess() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Seconds over all processes. */
    public double seconds() {
        return earlierSeconds + secondsOfThisProcess();
    }
}
