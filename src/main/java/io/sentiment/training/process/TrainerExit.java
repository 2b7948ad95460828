package io.sentiment.training.process;

/** The exit codes of a training process. */
public final class TrainerExit {

    /** Bundle and report are stored. */
    public static final int DONE = 0;

    /** Order or data cannot be used. */
    public static final int UNUSABLE_ORDER = 2;

    /** The Java heap was too small: what the Java machine gives with {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int HEAP_EXHAUSTED = 3;

    /** Native arrays needed more memory than allowed. */
    public static final int NATIVE_MEMORY_EXHAUSTED = 4;

    /** What a shell and Java add to the number of the signal that ended a process. */
    static final int SIGNAL = 128;

    private TrainerExit() {}
}
