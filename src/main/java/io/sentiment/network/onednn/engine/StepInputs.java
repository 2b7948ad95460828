package io.sentiment.network.onednn.engine;

/**
 * The input projections {@code x·W + b} of one direction of a layer, for a range of its units. For one thread, which
 * asks for the steps of a batch in their order.
 */
interface StepInputs extends AutoCloseable {

    /** Makes the rows of a step readable. */
    void prepare(SortedBatch batch, int step);

    /** Copies the projection [k · units] of a row that runs at the step that was prepared. */
    void read(SortedBatch batch, int step, int row, float[] projection);

    @Override
    void close();
}
