package io.sentiment.network.pretraining;

/** Follows a pre-training as it goes. Called on the thread that trains. */
public interface PretrainingListener {

    /** Every 50,000 tokens or so, and at the end of each epoch. */
    default void progressed(PretrainingProgress progress) {}

    /** When a stage is finished, or was found finished by an earlier process. */
    default void finished(PretrainingStage stage, boolean earlier) {}

    /** Asked as often: whether the pre-training is to stop. */
    default boolean cancelled() {
        return false;
    }
}
