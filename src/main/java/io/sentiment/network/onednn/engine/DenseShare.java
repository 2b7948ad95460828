package io.sentiment.network.onednn.engine;

import io.sentiment.network.onednn.matrix.RowCounts;
import java.util.Arrays;

/** One thread's share of the dense layer: what it gets at a row's last step times the weights of its units. */
final class DenseShare implements StateSink {

    private final float[] weights;
    private final float[] sums = new float[RowCounts.LARGEST];

    /** @param dense [directions · hidden] */
    DenseShare(float[] dense, int direction, UnitRange units) {
        int first = direction * units.hidden() + units.first();
        weights = Arrays.copyOfRange(dense, first, first + units.count());
    }

    @Override
    public void accept(SortedBatch batch, int step, int row, float[] state) {
        if (step < batch.length(row) - 1) {
            return;
        }
        float sum = 0;
        for (int unit = 0; unit < weights.length; unit++) {
            sum += weights[unit] * state[unit];
        }
        sums[row] = sum;
    }

    /** The share of a row of the latest batch. */
    float of(int row) {
        return sums[row];
    }
}
