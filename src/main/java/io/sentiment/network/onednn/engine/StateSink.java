package io.sentiment.network.onednn.engine;

import io.sentiment.network.DenseLayers;
import io.sentiment.network.Pooling;
import io.sentiment.network.onednn.matrix.RowCounts;

/** Takes each state that a thread computes, besides the next time step. For one thread. */
@FunctionalInterface
interface StateSink {

    /** Whether it takes the state of a row at a step. */
    default boolean wants(SortedBatch batch, int step, int row) {
        return true;
    }

    /**
     * Takes the state of a row.
     *
     * @param state [units] the state of the thread's units at a step of the direction that it computes
     */
    void accept(SortedBatch batch, int step, int row, float[] state);

    /**
     * One thread's share of the dense layer that reads the states: what it gets at a row's last step times the weights of its
     * units.
     */
    final class Dense implements StateSink {

        /** Of each value of the layer those of the units. */
        private final float[][] weights;

        private final float[][] sums;

        Dense(DenseLayers layers, int direction, UnitRange units) {
            int first = direction * units.hidden() + units.first();
            int values = layers.firstSize();
            float[] read = layers.first();
            weights = new float[values][units.count()];
            for (int value = 0; value < values; value++) {
                for (int unit = 0; unit < units.count(); unit++) {
                    weights[value][unit] = read[(first + unit) * values + value];
                }
            }
            sums = new float[RowCounts.LARGEST][values];
        }

        @Override
        public boolean wants(SortedBatch batch, int step, int row) {
            return step == batch.length(row) - 1;
        }

        @Override
        public void accept(SortedBatch batch, int step, int row, float[] state) {
            for (int value = 0; value < weights.length; value++) {
                sums[row][value] = product(weights[value], state);
            }
        }

        /** Adds the share of a row of the latest batch to the sums of other threads. */
        void addTo(int row, float[] others) {
            for (int value = 0; value < others.length; value++) {
                others[value] += sums[row][value];
            }
        }

        private static float product(float[] weights, float[] state) {
            float sum = 0;
            for (int unit = 0; unit < weights.length; unit++) {
                sum += weights[unit] * state[unit];
            }
            return sum;
        }
    }

    /** Pools the states of each row as they come, and passes the result on with the last of them. */
    final class Pooled implements StateSink {

        private final Pooling pooling;
        private final StateSink destination;

        /** For each row of the batch the sum or the maximum so far [units]. */
        private final float[][] pooled;

        /** @param pooling mean or max */
        Pooled(Pooling pooling, int units, StateSink destination) {
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
}
