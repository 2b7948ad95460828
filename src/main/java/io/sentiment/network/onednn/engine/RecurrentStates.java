package io.sentiment.network.onednn.engine;

import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.matrix.FloatRows;
import io.sentiment.network.onednn.matrix.RowCounts;

/**
 * The states [rows, hidden] of one direction of a layer at a step and at the one before, which every thread reads while
 * each writes its own units of the new one. Owns the memory until {@link #close()}.
 */
final class RecurrentStates implements AutoCloseable {

    private final int hidden;
    private final NativeBlock even;
    private final NativeBlock odd;

    RecurrentStates(int hidden) {
        this.hidden = hidden;
        even = new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, hidden));
        odd = new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, hidden));
    }

    /** A thread's view of the states of the even steps and of the odd ones. */
    FloatRows[] views() {
        return new FloatRows[] {new FloatRows(even, hidden), new FloatRows(odd, hidden)};
    }

    @Override
    public void close() {
        even.close();
        odd.close();
    }
}
