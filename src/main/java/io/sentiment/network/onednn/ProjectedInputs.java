package io.sentiment.network.onednn;

import java.nio.FloatBuffer;

/**
 * Input projections by products of many rows: as many whole steps at once as make up a large product. Then few texts
 * read the weights seldom, and many texts take no more memory.
 */
final class ProjectedInputs implements StepInputs {

    private final PackedMatrix weights;
    private final StepRows source;
    private final int columns;
    private final NativeBlock memory;
    private final NativeBlock.Cursor destination;
    private final FloatBuffer projections;
    private int first;
    private int end;

    /** Takes the weights [input size, k · units] over. */
    ProjectedInputs(PackedMatrix weights, StepRows source) {
        this.weights = weights;
        this.source = source;
        columns = weights.columns();
        memory = new NativeBlock((long) RowCounts.LARGEST * columns * Float.BYTES);
        destination = memory.cursor();
        projections = memory.floats();
    }

    @Override
    public void prepare(SortedBatch batch, int step) {
        if (step == 0) {
            end = 0;
        }
        if (step < end) {
            return;
        }
        first = step;
        do {
            end++;
        } while (end < batch.steps() && batch.offset(end + 1) - batch.offset(first) <= RowCounts.LARGEST);
        int count = batch.offset(end) - batch.offset(first);
        weights.multiply(source.rows(batch, first, end), count, destination.at(0));
    }

    @Override
    public void read(SortedBatch batch, int step, int row, float[] projection) {
        int packed = batch.offset(step) - batch.offset(first) + row;
        projections.get(packed * columns, projection, 0, columns);
    }

    @Override
    public void close() {
        weights.close();
        source.close();
        memory.close();
    }
}
