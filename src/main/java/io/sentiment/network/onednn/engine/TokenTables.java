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
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** The look-up tables of the first layer for a range of its units, one a direction. Owns them until {@link #close()}. */
final class TokenTables implements AutoCloseable {

    private final Owned owned = new Owned();
    private final List<Table> tables = new ArrayList<>();

    /** @param embedding read as long as there are these tables */
    TokenTables(NetworkWeights weights, UnitRange units, EmbeddingMemory embedding) {
        try {
            Device device = owned.add(new Device());
            for (NetworkWeights.Direction direction : weights.layers().get(0)) {
                // A row costs the same time whatever its precision.
                RowProducts projections = owned.add(new RowProducts(
                        device,
                        Precision.FP32,
                        units.columnsOf(direction.input()),
                        units.columns(),
                        units.columnsOf(direction.bias())));
                int vocabulary = weights.architecture().vocabularySize();
                tables.add(owned.add(new Table(embedding.rows(), vocabulary, projections)));
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
     * The input projections of the vocabulary, [vocabulary, k · units]: embedding, input weights and bias of one direction
     * of the first layer as one look-up. A row is computed when its token is read for the first time, so that a start does
     * not wait for words that perhaps nobody writes, and they take no memory. Several threads may read it; owns its memory
     * until {@link #close()}.
     */
    private static final class Table implements AutoCloseable {

        private static final int MADE = 1;

        private final NativeBlock memory;
        private final int columns;

        /** Which rows are {@link #MADE}: written with release after the row, and read with acquire before it. */
        private final AtomicIntegerArray rows;

        private volatile int missing;

        // Whoever makes rows holds the lock for these.
        private final FloatRows embedding;
        private final RowProducts projections;
        private final NativeBlock gatheredMemory;
        private final FloatRows gathered;
        private final FloatRows table;
        private final float[] vector;
        private final float[] projection;

        /** @param projections of an embedding vector; stay the caller's, as the embedding does */
        Table(FloatRows embedding, int vocabulary, RowProducts projections) {
            this.embedding = embedding;
            this.projections = projections;
            columns = projections.columns();
            rows = new AtomicIntegerArray(vocabulary);
            missing = vocabulary;
            vector = new float[embedding.width()];
            projection = new float[columns];
            gatheredMemory = new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, embedding.width()));
            gathered = new FloatRows(gatheredMemory, embedding.width());
            try {
                memory = NativeBlock.reserved(FloatRows.bytes(vocabulary, columns));
            } catch (RuntimeException | Error failure) {
                gatheredMemory.close();
                throw failure;
            }
            table = new FloatRows(memory, columns);
        }

        /** Makes the rows of all tokens of a batch. */
        void require(SortedBatch batch) {
            if (missing == 0) {
                return;
            }
            BitSet tokens = new BitSet();
            for (int step = 0; step < batch.steps(); step++) {
                for (int row = 0; row < batch.running(step); row++) {
                    int token = batch.token(step, row, false);
                    if (rows.getAcquire(token) != MADE) {
                        tokens.set(token);
                    }
                }
            }
            if (!tokens.isEmpty()) {
                make(tokens);
            }
        }

        /** Those of the rows that another thread has not made meanwhile, as many as a product takes at a time. */
        private synchronized void make(BitSet tokens) {
            int[] wanted = tokens.stream()
                    .filter(token -> rows.getPlain(token) != MADE)
                    .toArray();
            for (int first = 0; first < wanted.length; first += RowCounts.LARGEST) {
                int count = Math.min(RowCounts.LARGEST, wanted.length - first);
                for (int row = 0; row < count; row++) {
                    embedding.read(wanted[first + row], vector);
                    gathered.write(row, 0, vector, vector.length);
                }
                projections.multiply(gathered, 0, count);
                for (int row = 0; row < count; row++) {
                    projections.read(row, projection);
                    table.write(wanted[first + row], 0, projection, columns);
                    rows.setRelease(wanted[first + row], MADE);
                }
            }
            int left = missing - wanted.length;
            if (left == 0) {
                memory.useHugePages();
            }
            missing = left;
        }

        /** The table as one thread reads it, which does not own the memory. */
        StepInputs readBy(int direction) {
            return new Reader(this, direction == 1);
        }

        @Override
        public void close() {
            memory.close();
            gatheredMemory.close();
        }

        /** One thread's view; owns what it tells machine code. */
        private static final class Reader implements StepInputs {

            private final Table source;
            private final FloatRows table;
            private final boolean backwards;
            private final NativeBlock places;
            private final IntBuffer placeOfRow;

            Reader(Table source, boolean backwards) {
                this.source = source;
                this.backwards = backwards;
                table = new FloatRows(source.memory, source.columns);
                places = new NativeBlock((RowCounts.LARGEST + 1L) * Integer.BYTES);
                placeOfRow = places.ints();
            }

            @Override
            public void prepare(SortedBatch batch, int step) {
                if (step == 0) {
                    source.require(batch);
                }
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
                return new Kernels.Inputs(source.memory.address(), false, places.address(), 0, 0);
            }

            @Override
            public void close() {
                places.close();
            }
        }
    }
}
