package io.sentiment.network.onednn.engine;

import io.sentiment.network.Pooling;
import io.sentiment.network.onednn.matrix.RowCounts;

/** Pools the states of each row as they come, and passes the result on with the last of them. */
final class PooledStates implements StateSink {

    private final Pooling pooling;
    private final StateSink destination;

    /** For each row of the batch the sum or the maximum so far [units]. */
    private final float[][] pooled;

    /** @param pooling mean or max */
    PooledStates(Pooling pooling, int units, StateSink destination) {
        this.pooling = pooling;
        this.destination = destination;
        pooled = new float[RowCounts.LARGEST][units];
    }

    @Override
    public void accept(SortedBatch batch, int step, int row, float[] state) {
        float[] values = pooled[row];
        if (step == 0) {
            System.arraycopy(state, 0, values, 0, values.length);
        } else if (pooling == Pooling.MAX) {
            for (int unit = 0; unit < values.length; unit++) {
                values[unit] = Math.max(values[unit], state[unit]);
            }
        } else {
            for (int unit = 0; unit < values.length; unit++) {
                values[unit] += state[unit];
            }
        }
        if (step == batch.length(row) - 1) {
            finish(batch, step, row, values);
        }
    }

    private void finish(SortedBatch batch, int step, int row, float[] values) {
        if (pooling == Pooling.MEAN) {
            float factor = 1f / batch.length(row);
            for (int unit = 0; unit < values.length; unit++) {
                values[unit] *= factor;
            }
        }
        destination.accept(batch, step, row, values);
    }
}
