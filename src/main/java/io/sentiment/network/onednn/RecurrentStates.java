package io.sentiment.network.onednn;

/**
 * The states [rows, hidden] of one direction of a layer at a step and at the one before, which every thread reads while
 * each writes its own units of the new one. Owns the memory until {@link #close()}.
 */
final class RecurrentStates implements AutoCloseable {

    private final StateFormat format;
    private final NativeBlock[] steps = new NativeBlock[2];

    RecurrentStates(StateFormat format, int hidden) {
        this.format = format;
        for (int parity = 0; parity < 2; parity++) {
            steps[parity] = new NativeBlock((long) RowCounts.LARGEST * hidden * format.size());
        }
    }

    StateFormat format() {
        return format;
    }

    /** The memory of the steps that are even (0) or odd (1). */
    NativeBlock of(int parity) {
        return steps[parity];
    }

    @Override
    public void close() {
        for (NativeBlock step : steps) {
            step.close();
        }
    }
}
