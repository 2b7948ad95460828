package io.sentiment.network.onednn.matrix;

import io.sentiment.network.Precision;
import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.MatrixLayout;
import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.Operation;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.kernels.Kernels;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows of single precision into the numbers that a product reads. Owns the memory of these until {@link #close()}.
 * For one thread.
 */
interface SourceEncoding extends AutoCloseable {

    /**
     * Encodes {@code count} rows, at most {@link RowCounts#LARGEST}; the source has room for
     * {@link RowCounts#roundedUp} rows.
     *
     * @return the address of the encoded rows, until the next call
     */
    Pointer encode(FloatRows source, int first, int count);

    /** Undoes in the sums that a product made of a row what encoding did to the row's scale. */
    void decode(int row, float[] sums);

    /** Where machine code reads of each row the factor that {@link #decode} applies, from a row on; 0 where there is none. */
    default long factors(int first) {
        return 0;
    }

    @Override
    void close();

    static SourceEncoding of(Precision precision, Device device, int width) {
        Kernels kernels = Kernels.ofThisMachine();
        return switch (precision) {
            case FP32 -> new Unchanged();
            case FP16 -> throw new IllegalArgumentException("The CPU does not compute in fp16.");
            case BF16 ->
                kernels != null && kernels.has(Precision.BF16)
                        ? new VectorRounded(kernels, width)
                        : new Rounded(device, width, dnnl.dnnl_bf16, Short.BYTES, null);
            case INT8 -> kernels == null ? new Quantised(device, width) : new VectorQuantised(kernels, width);
        };
    }

    /** Leaves the rows where and as they are. */
    final class Unchanged implements SourceEncoding {

        @Override
        public Pointer encode(FloatRows source, int first, int count) {
            return source.address(first);
        }

        @Override
        public void decode(int row, float[] sums) {
            // Nothing was done.
        }

        @Override
        public void close() {
            // Nothing is owned.
        }
    }

    /** Rounds to numbers of another type. */
    final class Rounded implements SourceEncoding {

        private final Device device;
        private final int width;
        private final int type;
        private final @Nullable NativeBlock factors;
        private final NativeBlock memory;
        private final NativeBlock.Cursor rounded;
        private final Map<Integer, Operation> operations = new TreeMap<>();

        /**
         * Rounds nothing yet.
         *
         * @param type oneDNN's type
         * @param size bytes of a number of this type
         * @param factors [{@link RowCounts#LARGEST}] of single precision, by which each row is multiplied before it is
         *     rounded, or null; stays the caller's
         */
        Rounded(Device device, int width, int type, int size, @Nullable NativeBlock factors) {
            this.device = device;
            this.width = width;
            this.type = type;
            this.factors = factors;
            memory = new NativeBlock((long) RowCounts.LARGEST * width * size);
            rounded = memory.cursor();
        }

        @Override
        public Pointer encode(FloatRows source, int first, int count) {
            Operation operation = operations.computeIfAbsent(RowCounts.roundedUp(count), this::compile);
            operation.point(Operation.SOURCE, source.address(first));
            operation.run();
            return rounded.at(0);
        }

        @Override
        public void decode(int row, float[] sums) {
            // Rounding keeps the scale, and whoever gives factors takes them out.
        }

        @Override
        public void close() {
            operations.values().forEach(Operation::close);
            memory.close();
        }

        private Operation compile(int count) {
            try (dnnl_memory_desc_t from = MatrixLayout.plain(count, width, dnnl.dnnl_f32);
                    dnnl_memory_desc_t to = MatrixLayout.plain(count, width, type)) {
                Pointer multipliers = factors == null ? null : factors.cursor().at(0);
                return Operation.copy(device, from, null, to, rounded.at(0), multipliers);
            }
        }
    }

    /** Quantises each row by itself, as its values are: dynamic {@link Quantisation}. */
    final class Quantised implements SourceEncoding {

        private final Owned owned = new Owned();
        private final Quantisation quantisation;
        private final float[] values;
        private final NativeBlock scales;
        private final FloatBuffer scaleOfRow;
        private final FloatBuffer factors;
        private final Rounded rounding;

        Quantised(Device device, int width) {
            quantisation = new Quantisation(width);
            values = new float[width];
            try {
                scales = owned.add(new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, 1)));
                scaleOfRow = scales.floats();
                NativeBlock memory = owned.add(new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, 1)));
                factors = memory.floats();
                rounding = owned.add(new Rounded(device, width, dnnl.dnnl_s8, Byte.BYTES, memory));
            } catch (RuntimeException | Error failure) {
                owned.close();
                throw failure;
            }
        }

        @Override
        public Pointer encode(FloatRows source, int first, int count) {
            for (int row = 0; row < count; row++) {
                source.read(first + row, values);
                float scale = quantisation.scale(values);
                scaleOfRow.put(row, scale);
                factors.put(row, 1 / scale);
            }
            return rounding.encode(source, first, count);
        }

        @Override
        public void decode(int row, float[] sums) {
            Quantisation.multiply(sums, scaleOfRow.get(row));
        }

        @Override
        public long factors(int first) {
            return scales.address() + FloatRows.bytes(first, 1);
        }

        @Override
        public void close() {
            owned.close();
        }
    }

    /** {@link Rounded} to bf16 in machine code, which costs no call of oneDNN. */
    final class VectorRounded implements SourceEncoding {

        private final Kernels kernels;
        private final int width;
        private final NativeBlock rounded;
        private final NativeBlock.Cursor start;

        VectorRounded(Kernels kernels, int width) {
            this.kernels = kernels;
            this.width = width;
            rounded = new NativeBlock((long) RowCounts.LARGEST * width * Short.BYTES);
            start = rounded.cursor();
        }

        @Override
        public Pointer encode(FloatRows source, int first, int count) {
            kernels.round((long) count * width, source.address(first, 0), rounded.address());
            return start.at(0);
        }

        @Override
        public void decode(int row, float[] sums) {
            // Rounding keeps the scale.
        }

        @Override
        public void close() {
            rounded.close();
        }
    }

    /** {@link Quantised} in machine code, in two passes over a row. */
    final class VectorQuantised implements SourceEncoding {

        private final Owned owned = new Owned();
        private final Kernels kernels;
        private final int width;
        private final NativeBlock bytes;
        private final NativeBlock.Cursor start;
        private final NativeBlock scales;
        private final FloatBuffer scaleOfRow;

        VectorQuantised(Kernels kernels, int width) {
            this.kernels = kernels;
            this.width = width;
            try {
                bytes = owned.add(new NativeBlock((long) RowCounts.LARGEST * width));
                scales = owned.add(new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, 1)));
            } catch (RuntimeException | Error failure) {
                owned.close();
                throw failure;
            }
            start = bytes.cursor();
            scaleOfRow = scales.floats();
        }

        @Override
        public Pointer encode(FloatRows source, int first, int count) {
            kernels.quantise(count, width, source.address(first, 0), bytes.address(), scales.address());
            return start.at(0);
        }

        @Override
        public void decode(int row, float[] sums) {
            Quantisation.multiply(sums, scaleOfRow.get(row));
        }

        @Override
        public long factors(int first) {
            return scales.address() + FloatRows.bytes(first, 1);
        }

        @Override
        public void close() {
            owned.close();
        }
    }
}
