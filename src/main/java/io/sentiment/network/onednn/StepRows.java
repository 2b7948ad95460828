package io.sentiment.network.onednn;

import org.bytedeco.javacpp.BytePointer;

/** What a direction of a layer reads at each step. For one thread. */
interface StepRows extends AutoCloseable {

    /**
     * The address of the packed rows of the steps from {@code first} to before {@code end}, in the order in which the
     * direction reads them, with room for {@link RowCounts#roundedUp} rows; until the next call.
     */
    BytePointer rows(SortedBatch batch, int first, int end);

    @Override
    void close();
}
