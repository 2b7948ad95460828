package io.sentiment.network.onednn.engine;

import io.sentiment.network.onednn.matrix.RowCounts;
import io.sentiment.network.onednn.matrix.RowProducts;

/**
 * Input projections by products of many rows: as many whole steps at once as make up a large product. Then few texts
 * read the weights seldom, and many texts take no more memory.
 */
final class ProjectedInputs implements StepInputs {

    private final RowProducts weights;
    private final StepRows source;
    private int first;
    private int end;

    /** Takes the weights [input size, k · units] over. */
    ProjectedInputs(RowProducts weights, StepRows source) {
        this.weights = weights;
        this.source = source;
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
        weights.multiply(source.rows(), source.prepare(batch, first, end), count);
    }

    @Override
    public void read(SortedBatch batch, int step, int row, float[] projection) {
        weights.read(batch.offset(step) - batch.offset(first) + row, projection);
    }

    @Override
    public void close() {
        weights.close();
        source.close();
    }
}
