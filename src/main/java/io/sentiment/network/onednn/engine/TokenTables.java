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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The look-up tables of the first layer for a range of its units, one a direction: the input projections of the whole vocabulary
 * [vocabulary, k · units], which are embedding, input weights and bias. Several threads may read them. Owns them until
 * {@link #close()}.
 *
 * <p>Machine code reads shorter numbers than single precision. A product in bf16 or int8 loses more than a table in bf16 does;
 * that of an engine in single precision has whole numbers of 24 bits, each row with a factor of its own.
 */
final class TokenTables implements AutoCloseable {

    private final Owned owned = new Owned();
    private final List<Table> tables = new ArrayList<>();
    private final int columns;
    private final Kernels.Numbers numbers;

    /**
     * Computes the tables on the calling thread.
     *
     * @param precision of the engine
     */
    TokenTables(NetworkWeights weights, UnitRange units, Precision precision, FloatRows embedding) {
        columns = units.columns();
        Kernels kernels = CellStep.kernels(weights.architecture());
        numbers = numbers(kernels, precision);
        int vocabulary = weights.architecture().vocabularySize();
        try (Device device = new Device()) {
            for (NetworkWeights.Direction direction : weights.layers().get(0)) {
                Table table = new Table(
                        owned.add(new NativeBlock((long) vocabulary * columns * numbers.bytes())),
                        owned.add(new NativeBlock((long) vocabulary * Float.BYTES)));
                // A table costs the same time whatever its precision.
                try (RowProducts projections = new RowProducts(
                        device,
                        Precision.FP32,
                        units.columnsOf(direction.input()),
                        columns,
                        units.columnsOf(direction.bias()))) {
                    fill(table, embedding, vocabulary, projections, kernels);
                }
                tables.add(table);
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
        return new Reader(tables.get(direction), columns, numbers, direction == 1);
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

    private void fill(
            Table table, FloatRows embedding, int vocabulary, RowProducts projections, @Nullable Kernels kernels) {
        FloatRows rows = new FloatRows(table.values, columns);
        float[] projection = new float[columns];
        try (NativeBlock memory = new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, columns))) {
            FloatRows singles = new FloatRows(memory, columns);
            for (int first = 0; first < vocabulary; first += RowCounts.LARGEST) {
                int count = Math.min(RowCounts.LARGEST, vocabulary - first);
                projections.multiply(embedding, first, count);
                for (int row = 0; row < count; row++) {
                    projections.read(row, projection);
                    if (kernels == null) {
                        rows.write(first + row, 0, projection, columns);
                    } else {
                        singles.write(row, 0, projection, columns);
                    }
                }
                if (kernels != null) {
                    kernels.shorten(
                            count,
                            columns,
                            numbers,
                            memory.address(),
                            table.values.address() + (long) first * columns * numbers.bytes(),
                            table.factors.address() + (long) first * Float.BYTES);
                }
            }
        }
    }

    /**
     * The table of a direction.
     *
     * @param values [vocabulary, k · units]
     * @param factors [vocabulary] of single precision, read where the numbers of the values have such
     */
    private record Table(NativeBlock values, NativeBlock factors) {}

    /** One thread's view of a table; owns only what it tells machine code. */
    private static final class Reader implements StepInputs {

        private final Table table;
        private final Kernels.Numbers numbers;
        private final FloatRows singles;
        private final boolean backwards;
        private final NativeBlock places;
        private final IntBuffer placeOfRow;

        Reader(Table table, int columns, Kernels.Numbers numbers, boolean backwards) {
            this.table = table;
            this.numbers = numbers;
            this.backwards = backwards;
            singles = new FloatRows(table.values, columns);
            places = new NativeBlock((RowCounts.LARGEST + 1L) * Integer.BYTES);
            placeOfRow = places.ints();
        }

        @Override
        public void prepare(SortedBatch batch, int step) {
            // The whole table is.
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
