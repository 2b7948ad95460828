package io.sentiment.network.pretraining;

/** Follows a pre-training as it goes. Called on the thread that trains. */
public interface PretrainingListener {

    /** Every 50,000 tokens or so, and at the end of each epoch. */
    default void progressed(Progress progress) {}

    /** When a stage is finished, or was found finished by an earlier process. */
    default void finished(PretrainingStage stage, boolean earlier) {}

    /** When the CPU begins a stage anew that a GPU did not finish, with the reason. */
    default void leftGpu(String reason) {}

    /** Asked as often: whether the pre-training is to stop. */
    default boolean cancelled() {
        return false;
    }

    /**
     * How far a stage of a pre-training has come. Immutable.
     *
     * @param stage its name
     * @param epoch the running epoch, from 1
     * @param epochs the last epoch
     * @param tokens trained on in this epoch
     * @param totalTokens of an epoch
     * @param loss the mean loss since the last report, in nats; NaN when nothing was measured since
     */
    record Progress(String stage, int epoch, int epochs, long tokens, long totalTokens, double loss) {}
}
