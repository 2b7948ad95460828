package io.sentiment.network.onednn.engine;

import io.sentiment.network.Architecture;
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
import org.jspecify.annotations.Nullable;

/**
 * The look-up tables of the first layer for a range of its units, one a direction: the input projections of the vocabulary
 * [vocabulary, k · units], which are embedding, input weights and bias. A row is made when its token is read for the first
 * time, so that a start does not wait for words that perhaps nobody writes, and they take no memory. Several threads may read
 * them. Owns them until {@link #close()}.
 *
 * <p>Machine code reads shorter numbers than single precision. A product in bf16 or int8 loses more than a table in bf16 does;
 * that of an engine in single precision has whole numbers of 24 bits, each row with a factor of its own.
 */
final class TokenTables implements AutoCloseable {

    private final Owned owned = new Owned();
    private final List<Table> tables = new ArrayList<>();
    private final int columns;
    private final @Nullable Kernels kernels;
    private final Kernels.Numbers numbers;

    /**
     * Tables without rows.
     *
     * @param precision of the engine
     * @param embedding read as long as there are these tables
     */
    TokenTables(NetworkWeights weights, UnitRange units, Precision precision, EmbeddingMemory embedding) {
        columns = units.columns();
        kernels = CellStep.kernels(weights.architecture());
        numbers = numbers(kernels, precision);
        int vocabulary = weights.architecture().vocabularySize();
        try {
            Device device = owned.add(new Device());
            for (NetworkWeights.Direction direction : weights.layers().get(0)) {
                // A row costs the same time whatever its precision.
                RowProducts projections = owned.add(new RowProducts(
                        device,
                        Precision.FP32,
                        units.columnsOf(direction.input()),
                        columns,
                        units.columnsOf(direction.bias())));
                tables.add(owned.add(new Table(embedding.rows(), vocabulary, projections)));
            }
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    /** Bytes of the tables of all units together. */
    static long bytes(Architecture architecture, Precision precision) {
        long columns = (long) architecture.directions() * architecture.cell().matrices() * architecture.hiddenSize();
        return architecture.vocabularySize()
                * columns
                * numbers(CellStep.kernels(architecture), precision).bytes();
    }

    /** The table of a direction as one thread reads it. */
    StepInputs readBy(int direction) {
        return new Reader(tables.get(direction), direction == 1);
    }

    @Override
    public void close() {
        owned.close();
    }

    private static Kernels.Numbers numbers(@Nullable Kernels kernels, Precision precision) {
        if (kernels == null) {
            return Kernels.Numbers.SINGLE;
        }
        return precision == Precision.FP32 ? Kernels.Numbers.FIXED : Kernels.Numbers.BRAIN;
    }

    /** The table of a direction. */
    private final class Table implements AutoCloseable {

        private static final int MADE = 1;

        private final Owned memory = new Owned();

        /** [vocabulary, k · units]. */
        private final NativeBlock values;

        /** Of each row, single precision: read where the numbers of the values have such. */
        private final NativeBlock factors;

        /** Which rows are {@link #MADE}: written with release after the row, and read with acquire before it. */
        private final AtomicIntegerArray rows;

        private volatile int missing;

        // Whoever makes rows holds the lock for these.
        private final FloatRows embedding;
        private final RowProducts projections;
        private final FloatRows gathered;
        private final NativeBlock single;

        /** Where a row is written in single precision: in the table, or beside it where it is shortened afterwards. */
        private final FloatRows singles;

        private final float[] vector;
        private final float[] projection = new float[columns];

        /** @param projections of an embedding vector; stay the caller's, as the embedding does */
        Table(FloatRows embedding, int vocabulary, RowProducts projections) {
            this.embedding = embedding;
            this.projections = projections;
            rows = new AtomicIntegerArray(vocabulary);
            missing = vocabulary;
            vector = new float[embedding.width()];
            try {
                values = memory.add(NativeBlock.reserved((long) vocabulary * columns * numbers.bytes()));
                factors = memory.add(new NativeBlock((long) vocabulary * Float.BYTES));
                single = memory.add(new NativeBlock(FloatRows.bytes(1, columns)));
                gathered = new FloatRows(
                        memory.add(new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, vector.length))), vector.length);
                singles = new FloatRows(kernels == null ? values : single, columns);
            } catch (RuntimeException | Error failure) {
                memory.close();
                throw failure;
            }
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

        /** Those of the rows that another thread has not made meanwhile, as many at a time as a product takes. */
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
                    write(wanted[first + row]);
                    rows.setRelease(wanted[first + row], MADE);
                }
            }
            int left = missing - wanted.length;
            if (left == 0) {
                values.useHugePages();
            }
            missing = left;
        }

        /** Writes the projection where the token's row is, in the numbers of the table. */
        private void write(int token) {
            if (kernels == null) {
                singles.write(token, 0, projection, columns);
                return;
            }
            singles.write(0, 0, projection, columns);
            kernels.shorten(
                    1,
                    columns,
                    numbers,
                    single.address(),
                    values.address() + (long) token * columns * numbers.bytes(),
                    factors.address() + (long) token * Float.BYTES);
        }

        @Override
        public void close() {
            memory.close();
        }
    }

    /** One thread's view of a table; owns only what it tells machine code. */
    private final class Reader implements StepInputs {

        private final Table table;
        private final FloatRows singles;
        private final boolean backwards;
        private final NativeBlock places;
        private final IntBuffer placeOfRow;

        Reader(Table table, boolean backwards) {
            this.table = table;
            this.backwards = backwards;
            singles = new FloatRows(table.values, columns);
            places = new NativeBlock((RowCounts.LARGEST + 1L) * Integer.BYTES);
            placeOfRow = places.ints();
        }

        @Override
        public void prepare(SortedBatch batch, int step) {
            if (step == 0) {
                table.require(batch);
            }
        }

        /** For cells that are computed in Java: their tables are not shortened. */
        @Override
        public void read(SortedBatch batch, int step, int row, float[] projection) {
            singles.read(batch.token(step, row, backwards), projection);
        }

        @Override
        public Kernels.Inputs locate(SortedBatch batch, int step) {
            int rows = batch.running(step);
            for (int row = 0; row < rows; row++) {
                placeOfRow.put(row, batch.token(step, row, backwards));
            }
            // After the last row comes the first of the next step, which runs for as long as any.
            placeOfRow.put(rows, batch.token(Math.min(step + 1, batch.steps() - 1), 0, backwards));
            long factors = numbers == Kernels.Numbers.FIXED ? table.factors.address() : 0;
            return new Kernels.Inputs(table.values.address(), numbers, places.address(), factors, 0);
        }

        @Override
        public void close() {
            places.close();
        }
    }
}
