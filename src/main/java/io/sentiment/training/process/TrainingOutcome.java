package io.sentiment.training.process;

/** How a training process ended. */
public sealed interface TrainingOutcome {

    /** Bundle and report are in the order's folder. */
    record Completed(TrainingReport report) implements TrainingOutcome {}

    /** It was cancelled. What it stored stays, so the same order can still be gone on with. */
    record Cancelled() implements TrainingOutcome {}

    /**
     * It failed.
     *
     * @param kind what sort of failure it was
     * @param reason one sentence for the owner of the data or of the service
     * @param errorOutput the end of what it wrote to standard error, for the log
     */
    record Failed(FailureKind kind, String reason, String errorOutput) implements TrainingOutcome {}

    /** What a failure tells about another attempt. */
    enum FailureKind {
        /** The order or its data is at fault: another attempt fails in the same way. */
        UNUSABLE_ORDER,

        /** It wanted more memory than it may have, or than the machine has. */
        OUT_OF_MEMORY,

        /** Anything else, such as a full disk: another attempt goes on from the last finished epoch. */
        BROKEN
    }
}
