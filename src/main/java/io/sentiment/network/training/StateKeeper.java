package io.sentiment.network.training;

import java.io.IOException;

/** Keeps the state of a training outside of its process, so that another process goes on where it was interrupted. */
public interface StateKeeper {

    /** Keeps nothing: an interrupted training is lost. */
    StateKeeper NONE = new StateKeeper() {
        @Override
        public void restore(TrainingState state) {}

        @Override
        public void store(TrainingState state) {}
    };

    /**
     * Before the first epoch: lets {@code state} read what was stored last, if there is anything.
     *
     * @throws IOException if something is stored that should be readable and is not
     */
    void restore(TrainingState state) throws IOException;

    /** After each epoch, before listeners hear of it: lets {@code state} write itself. */
    void store(TrainingState state) throws IOException;
}
