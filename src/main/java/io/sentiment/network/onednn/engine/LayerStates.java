package io.sentiment.network.onednn.engine;

import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.matrix.FloatRows;
import io.sentiment.network.onednn.matrix.RowCounts;

/**
 * The states of a layer for the layer above: for each packed row those of all directions side by side, [packed rows,
 * directions · hidden]. There is a copy in the order in which each direction above reads. Threads write different
 * columns; the memory is released by {@link #close}.
 */
final class LayerStates implements AutoCloseable {

    private final int width;
    private final NativeBlock[] orders;

    /**
     * @param tokens packed rows of a batch at most
     * @param width directions · hidden
     */
    LayerStates(int tokens, int width, int directions) {
        this.width = width;
        orders = new NativeBlock[directions];
        for (int direction = 0; direction < directions; direction++) {
            // Room for the rows that a product computes beyond the last.
            orders[direction] = new NativeBlock(FloatRows.bytes(tokens + RowCounts.LARGEST, width));
        }
    }

    /** What a direction of the layer above reads. */
    StepInputs.Source readBy(int direction) {
        return new Rows(new FloatRows(orders[direction], width));
    }

    /** Where a thread stores the states of its units of {@code direction}. */
    StateSink writtenBy(int direction, UnitRange units) {
        int column = direction * units.hidden() + units.first();
        FloatRows[] views = new FloatRows[orders.length];
        for (int order = 0; order < orders.length; order++) {
            views[order] = new FloatRows(orders[order], width);
        }
        return (batch, step, row, state) -> {
            for (int order = 0; order < views.length; order++) {
                int packed = order == direction ? batch.offset(step) + row : batch.mirrored(step, row);
                views[order].write(packed, column, state, units.count());
            }
        };
    }

    @Override
    public void close() {
        for (NativeBlock order : orders) {
            order.close();
        }
    }

    private record Rows(FloatRows rows) implements StepInputs.Source {

        @Override
        public int prepare(SortedBatch batch, int first, int end) {
            return batch.offset(first);
        }

        @Override
        public void close() {
            // The memory is that of all threads.
        }
    }
}
