package io.sentiment.training.process;

import io.sentiment.training.process.TrainingOutcome.FailureKind;

/** Says why a training process failed. */
record TrainerFailure(int exitCode, LastLines errors, TrainerProperties properties) {

    private static final int KILLED = 9;

    TrainingOutcome.Failed asOutcome() {
        return new TrainingOutcome.Failed(kind(), reason(), errors.text());
    }

    private FailureKind kind() {
        return switch (exitCode) {
            case TrainerExit.UNUSABLE_ORDER -> FailureKind.UNUSABLE_ORDER;
            case TrainerExit.HEAP_EXHAUSTED, TrainerExit.NATIVE_MEMORY_EXHAUSTED, TrainerExit.SIGNAL + KILLED ->
                FailureKind.OUT_OF_MEMORY;
            default -> FailureKind.BROKEN;
        };
    }

    private String reason() {
        if (exitCode == TrainerExit.HEAP_EXHAUSTED) {
            return "The training ran out of heap: it may have "
                    + properties.maxHeap().toMegabytes()
                    + " MB; raise sentiment.training.max-heap, or train on fewer rows.";
        }
        if (exitCode == TrainerExit.NATIVE_MEMORY_EXHAUSTED) {
            return "The training ran out of native memory: it may have "
                    + properties.maxNative().toMegabytes()
                    + " MB; raise sentiment.training.max-native, or train a smaller network or smaller batches.";
        }
        if (exitCode == TrainerExit.SIGNAL + KILLED) {
            return "The training process was killed from outside (signal 9, SIGKILL), most likely by the system because"
                    + " memory ran out: give the machine more, or lower sentiment.training.max-heap and max-native.";
        }
        if (exitCode > TrainerExit.SIGNAL) {
            int signal = exitCode - TrainerExit.SIGNAL;
            return "The training process was ended by signal " + signal + name(signal)
                    + ": see the log of the service.";
        }
        String sentence = errors.sentence();
        return sentence.isEmpty() ? "The training process failed with exit code " + exitCode + "." : sentence;
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
