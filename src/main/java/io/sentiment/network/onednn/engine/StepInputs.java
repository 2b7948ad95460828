package io.sentiment.network.onednn.engine;

import io.sentiment.network.onednn.kernels.Kernels;
import io.sentiment.network.onednn.matrix.FloatRows;
import io.sentiment.network.onednn.matrix.RowCounts;
import io.sentiment.network.onednn.matrix.RowProducts;

/**
 * The input projections {@code x·W + b} of one direction of a layer, for a range of its units. For one thread, which
 * asks for the steps of a batch in their order.
 */
interface StepInputs extends AutoCloseable {

    /** Makes the rows of a step readable. */
    void prepare(SortedBatch batch, int step);

    /** Copies the projection [k · units] of a row that runs at the step that was prepared. */
    void read(SortedBatch batch, int step, int row, float[] projection);

    /** Where the rows that run at the step that was prepared are read by machine code, until the next is prepared. */
    Kernels.Inputs locate(SortedBatch batch, int step);

    @Override
    void close();

    /** What a direction of a layer reads at each step. For one thread. */
    interface Source extends AutoCloseable {

        /** The memory of the rows, with room for {@link RowCounts#roundedUp} rows from any. */
        FloatRows rows();

        /**
         * Makes the packed rows of the steps from {@code first} to before {@code end} readable, in the order in which the
         * direction reads them.
         *
         * @return the first of them in {@link #rows}
         */
        int prepare(SortedBatch batch, int first, int end);

        @Override
        void close();
    }

    /**
     * Input projections by products of many rows: as many whole steps at once as make up a large product. Then few texts
     * read the weights seldom, and many texts take no more memory.
     */
    final class Projected implements StepInputs {

        private final RowProducts weights;
        private final Source source;
        private int first;
        private int end;

        /** Takes the weights [input size, k · units] over. */
        Projected(RowProducts weights, Source source) {
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
        public Kernels.Inputs locate(SortedBatch batch, int step) {
            return weights.projections(batch.offset(step) - batch.offset(first));
        }

        @Override
        public void close() {
            weights.close();
            source.close();
        }
    }
}
