package io.sentiment.training.process;

/** How a training process ended. */
public sealed interface TrainingOutcome {

    /** Bundle and report are in the order's folder. */
    record Completed(TrainingReport report) implements TrainingOutcome {}

    /** It was cancelled. What it stored stays, so that a later process can go on with the order. */
    record Cancelled() implements TrainingOutcome {}

    /**
     * It failed.
     *
     * @param reason one sentence for the owner of the data or of the service
     * @param errorOutput the end of what it wrote to standard error, for the log
     */
    record Failed(String reason, String errorOutput) implements TrainingOutcome {}
}
