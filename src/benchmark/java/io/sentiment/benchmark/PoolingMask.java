package io.sentiment.benchmark;

import io.sentiment.network.Pooling;

/** What keeps padding out when libraries reduce the states of all steps of a batch. */
final class PoolingMask {

    private PoolingMask() {}

    /**
     * A matrix [steps, batch]. For the mean its values are factors, the states' products with which are to be summed; for
     * the maximum they are added to the states.
     */
    static float[] of(Pooling pooling, long[] lengths, int steps) {
        int rows = lengths.length;
        float[] mask = new float[steps * rows];
        for (int row = 0; row < rows; row++) {
            float token = pooling == Pooling.MEAN ? 1f / lengths[row] : 0;
            float padding = pooling == Pooling.MEAN ? 0 : Float.NEGATIVE_INFINITY;
            for (int step = 0; step < steps; step++) {
                mask[step * rows + row] = step < lengths[row] ? token : padding;
            }
        }
        return mask;
    }
}
