package io.sentiment.network.onednn.engine;

/** Takes each state that a thread computes, besides the next time step. For one thread. */
@FunctionalInterface
interface StateSink {

    /**
     * Takes the state of a row.
     *
     * @param state [units] the state of the thread's units at a step of the direction that it computes
     */
    void accept(SortedBatch batch, int step, int row, float[] state);
}
