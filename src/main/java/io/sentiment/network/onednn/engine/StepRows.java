package io.sentiment.network.onednn.engine;

import io.sentiment.network.onednn.matrix.FloatRows;
import io.sentiment.network.onednn.matrix.RowCounts;

/** What a direction of a layer reads at each step. For one thread. */
interface StepRows extends AutoCloseable {

    /** The memory of the rows, with room for {@link RowCounts#roundedUp} rows from any. */
    FloatRows rows();

    /**
     * Makes the packed rows of the steps from {@code first} to before {@code end} readable, in the order in which the
     * direction reads them.
     *
     * @return the first of them in {@link #rows}
     */
    int prepare(SortedBatch batch, int first, int end);

    @Override
    void close();
}
