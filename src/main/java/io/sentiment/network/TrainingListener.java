package io.sentiment.network;

/** Follows a training as it goes. Called on the thread that trains, between batches. */
public interface TrainingListener {

    /** After each batch. */
    default void batchTrained(TrainingProgress progress) {}

    /** After each epoch, when the development texts have been evaluated. */
    default void epochFinished(EpochResult result) {}

    /** Asked after each batch: whether training is to stop with the best epoch so far. */
    default boolean cancelled() {
        return false;
    }
}
