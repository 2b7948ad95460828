package io.sentiment.network.onednn.engine;

import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Precision;
import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.kernels.Kernels;
import io.sentiment.network.onednn.matrix.FloatRows;
import io.sentiment.network.onednn.matrix.RowCounts;
import io.sentiment.network.onednn.matrix.RowProducts;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;

/** The look-up tables of the first layer for a range of its units, one a direction. Owns them until {@link #close()}. */
final class TokenTables implements AutoCloseable {

    private final Owned owned = new Owned();
    private final List<Table> tables = new ArrayList<>();

    /** Computes the tables on the calling thread. */
    TokenTables(NetworkWeights weights, UnitRange units, FloatRows embedding) {
        try (Device device = new Device()) {
            for (NetworkWeights.Direction direction : weights.layers().get(0)) {
                // A table costs the same time whatever its precision.
                try (RowProducts projections = new RowProducts(
                        device,
                        Precision.FP32,
                        units.columnsOf(direction.input()),
                        units.columns(),
                        units.columnsOf(direction.bias()))) {
                    int vocabulary = weights.architecture().vocabularySize();
                    tables.add(owned.add(new Table(embedding, vocabulary, projections)));
                }
            }
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    StepInputs readBy(int direction) {
        return tables.get(direction).readBy(direction);
    }

    @Override
    public void close() {
        owned.close();
    }

    /**
     * The input projections of the whole vocabulary, [vocabulary, k · units]: embedding, input weights and bias of one
     * direction of the first layer as one look-up. Several threads may read it; owns its memory until {@link #close()}.
     */
    private static final class Table implements AutoCloseable {

        private final NativeBlock memory;
        private final int columns;

        /** @param projections of an embedding vector; not needed afterwards */
        Table(FloatRows embedding, int vocabulary, RowProducts projections) {
            columns = projections.columns();
            memory = new NativeBlock(FloatRows.bytes(vocabulary, columns));
            FloatRows table = new FloatRows(memory, columns);
            float[] projection = new float[columns];
            for (int first = 0; first < vocabulary; first += RowCounts.LARGEST) {
                int count = Math.min(RowCounts.LARGEST, vocabulary - first);
                projections.multiply(embedding, first, count);
                for (int row = 0; row < count; row++) {
                    projections.read(row, projection);
                    table.write(first + row, 0, projection, columns);
                }
            }
        }

        /** The table as one thread reads it, which does not own the memory. */
        StepInputs readBy(int direction) {
            return new Reader(memory, columns, direction == 1);
        }

        @Override
        public void close() {
            memory.close();
        }

        /** One thread's view; owns what it tells machine code. */
        private static final class Reader implements StepInputs {

            private final NativeBlock memory;
            private final FloatRows table;
            private final boolean backwards;
            private final NativeBlock places;
            private final IntBuffer placeOfRow;

            Reader(NativeBlock memory, int columns, boolean backwards) {
                this.memory = memory;
                this.backwards = backwards;
                table = new FloatRows(memory, columns);
                places = new NativeBlock((RowCounts.LARGEST + 1L) * Integer.BYTES);
                placeOfRow = places.ints();
            }

            @Override
            public void prepare(SortedBatch batch, int step) {
                // The whole table is.
            }

            @Override
            public void read(SortedBatch batch, int step, int row, float[] projection) {
                table.read(batch.token(step, row, backwards), projection);
            }

            @Override
            public Kernels.Inputs locate(SortedBatch batch, int step) {
                int rows = batch.running(step);
                for (int row = 0; row < rows; row++) {
                    placeOfRow.put(row, batch.token(step, row, backwards));
                }
                // After the last row comes the first of the next step, which is there for as long as any is.
                placeOfRow.put(rows, batch.token(Math.min(step + 1, batch.steps() - 1), 0, backwards));
                return new Kernels.Inputs(memory.address(), false, places.address(), 0, 0);
            }

            @Override
            public void close() {
                places.close();
            }
        }
    }
}
