package io.sentiment.training.process;

/** The exit codes of a training process, and what each tells about why it failed. */
public final class TrainerExit {

    /** Bundle and report are stored. */
    public static final int DONE = 0;

    /** The Java heap was too small: what the Java machine gives with {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int HEAP_EXHAUSTED = 3;

    /** Native arrays needed more memory than allowed. */
    public static final int NATIVE_MEMORY_EXHAUSTED = 4;

    /** What a shell and Java add to the number of the signal that ended a process. */
    private static final int SIGNAL = 128;

    private static final int KILLED = 9;

    private TrainerExit() {}

    /**
     * One sentence for the owner of the data or of the service.
     *
     * @param lastLine of what the process wrote to standard error, or an empty string
     */
    static String reason(int exitCode, String lastLine, TrainerProperties properties) {
        if (exitCode == HEAP_EXHAUSTED) {
            return "The training ran out of heap: it may have "
                    + properties.maxHeap().toMegabytes()
                    + " MB; raise sentiment.training.max-heap, or train on fewer rows.";
        }
        if (exitCode == NATIVE_MEMORY_EXHAUSTED) {
            return "The training ran out of native memory: it may have "
                    + properties.maxNative().toMegabytes()
                    + " MB; raise sentiment.training.max-native, or train a smaller network or smaller batches.";
        }
        if (exitCode == SIGNAL + KILLED) {
            return "The training process was killed from outside (signal 9, SIGKILL), most likely by the system because"
                    + " memory ran out: give the machine more, or lower sentiment.training.max-heap and max-native.";
        }
        if (exitCode > SIGNAL) {
            int signal = exitCode - SIGNAL;
            return "The training process was ended by signal " + signal + name(signal)
                    + ": see the log of the service.";
        }
        return lastLine.isEmpty() ? "The training process failed with exit code " + exitCode + "." : lastLine;
    }

    /** The numbers that all systems share. */
    private static String name(int signal) {
        return switch (signal) {
            case 4 -> " (SIGILL)";
            case 6 -> " (SIGABRT)";
            case 8 -> " (SIGFPE)";
            case 11 -> " (SIGSEGV)";
            case 15 -> " (SIGTERM)";
            default -> "";
        };
    }
}
