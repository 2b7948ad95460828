package io.sentiment.network.onednn;

import org.bytedeco.javacpp.BytePointer;

/**
 * The states of a layer for the layer above: for each packed row those of all directions side by side, [packed rows,
 * directions · hidden]. There is a copy in the order in which each direction above reads. Threads write different
 * columns; the memory is released by {@link #close}.
 */
final class LayerStates implements AutoCloseable {

    private final StateFormat format;
    private final int width;
    private final NativeBlock[] orders;

    /**
     * @param tokens packed rows of a batch at most
     * @param width directions · hidden
     */
    LayerStates(StateFormat format, int tokens, int width, int directions) {
        this.format = format;
        this.width = width;
        orders = new NativeBlock[directions];
        for (int direction = 0; direction < directions; direction++) {
            // Room for the rows that a product computes beyond the last.
            orders[direction] = new NativeBlock((long) (tokens + RowCounts.LARGEST) * width * format.size());
        }
    }

    /** What a direction of the layer above reads. */
    StepRows readBy(int direction) {
        return new Rows(orders[direction].cursor(), (long) width * format.size());
    }

    /** Where a thread stores the states of its units of {@code direction}. */
    StateSink writtenBy(int direction, UnitRange units) {
        int column = direction * units.hidden() + units.first();
        StateWriter[] writers = new StateWriter[orders.length];
        for (int order = 0; order < orders.length; order++) {
            writers[order] = format.writer(orders[order], units.count());
        }
        return (batch, step, row, state) -> {
            for (int order = 0; order < writers.length; order++) {
                int packed = order == direction ? batch.offset(step) + row : batch.mirrored(step, row);
                writers[order].write(state, units.count(), packed * width + column);
            }
        };
    }

    @Override
    public void close() {
        for (NativeBlock order : orders) {
            order.close();
        }
    }

    private record Rows(NativeBlock.Cursor cursor, long rowBytes) implements StepRows {

        @Override
        public BytePointer rows(SortedBatch batch, int first, int end) {
            return cursor.at(batch.offset(first) * rowBytes);
        }

        @Override
        public void close() {
            // The memory is that of all threads.
        }
    }
}
