package io.sentiment.network.onednn.matrix;

import io.sentiment.network.Precision;
import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.MatrixLayout;
import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.kernels.Kernels;
import java.util.Objects;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;

/** Products of up to {@link RowCounts#LARGEST} rows with a weight matrix [k, n], plus a bias. For one thread. */
public final class RowProducts implements AutoCloseable {

    private final Owned owned = new Owned();
    private final Precision precision;
    private final int columns;
    private final PackedMatrix weights;
    private final PackedMatrix.Products products;
    private final SourceEncoding encoding;
    private final FloatRows sums;
    private final float @Nullable [] bias;
    private final @Nullable NativeBlock nativeBias;

    /**
     * Packs the weights.
     *
     * @param matrix [k, n] row-major, not needed afterwards
     * @param columns n
     * @param bias [n], or null for none
     */
    public RowProducts(Device device, Precision precision, float[] matrix, int columns, float @Nullable [] bias) {
        this.precision = precision;
        this.columns = columns;
        this.bias = bias;
        int rows = matrix.length / columns;
        try (PlainWeights plain = PlainWeights.of(precision, matrix, columns)) {
            weights = owned.add(plain.matrix(device, rows, columns));
            weights.pack(plain.values().cursor().at(0));
            products = owned.add(weights.products(device));
            encoding = owned.add(SourceEncoding.of(precision, device, rows));
            sums = new FloatRows(owned.add(new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, columns))), columns);
            nativeBias = bias == null ? null : owned.add(NativeBlock.ofFloats(bias));
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    private RowProducts(Device device, RowProducts packed) {
        precision = packed.precision;
        columns = packed.columns;
        bias = packed.bias;
        nativeBias = packed.nativeBias;
        weights = packed.weights;
        try {
            products = owned.add(weights.products(device));
            encoding = owned.add(SourceEncoding.of(precision, device, weights.rows()));
            sums = new FloatRows(owned.add(new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, columns))), columns);
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    /** Products with the same weights on another thread, that of the device, to be closed before these. */
    public RowProducts on(Device device) {
        return new RowProducts(device, this);
    }

    /** n. */
    public int columns() {
        return columns;
    }

    /** Multiplies rows [count, k], which have room for {@link RowCounts#roundedUp}. */
    public void multiply(FloatRows source, int first, int count) {
        products.multiply(encoding.encode(source, first, count), RowCounts.roundedUp(count), sums.address(0));
    }

    /** Copies the latest product [n] of a row out, counted from the first. */
    public void read(int row, float[] product) {
        sums.read(row, product);
        encoding.decode(row, product);
        if (bias != null) {
            for (int column = 0; column < product.length; column++) {
                product[column] += bias[column];
            }
        }
    }

    /** Where machine code reads the latest products of weights without a bias, until the next. */
    public Kernels.Sums sums() {
        return new Kernels.Sums(sums.address(0, 0), encoding.factors(0));
    }

    /** Where machine code reads the latest products from a row on, which are projections of inputs with a bias. */
    public Kernels.Inputs projections(int first) {
        NativeBlock addend = Objects.requireNonNull(nativeBias, "Projections of inputs have a bias.");
        return new Kernels.Inputs(
                sums.address(first, 0), Kernels.Numbers.SINGLE, 0, encoding.factors(first), addend.address());
    }

    @Override
    public void close() {
        owned.close();
    }

    /**
     * A weight matrix, row-major, in the numbers from which it is packed. Owns the memory until {@link #close()}.
     *
     * @param plainType oneDNN's type of the values
     * @param type oneDNN's type of the packed values and of what they are multiplied with
     * @param scales [n] by which sums are to be multiplied, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record PlainWeights(NativeBlock values, int plainType, int type, float @Nullable [] scales)
            implements AutoCloseable {

        static PlainWeights of(Precision precision, float[] matrix, int columns) {
            return switch (precision) {
                case FP32 -> new PlainWeights(NativeBlock.ofFloats(matrix), dnnl.dnnl_f32, dnnl.dnnl_f32, null);
                case FP16 -> throw new IllegalArgumentException("The CPU does not compute in fp16.");
                case BF16 -> new PlainWeights(NativeBlock.ofFloats(matrix), dnnl.dnnl_f32, dnnl.dnnl_bf16, null);
                case INT8 -> quantised(matrix, columns);
            };
        }

        /** A matrix that packs them. */
        PackedMatrix matrix(Device device, int rows, int columns) {
            try (dnnl_memory_desc_t plain = MatrixLayout.plain(rows, columns, plainType)) {
                return new PackedMatrix(device, plain, type, scales, RowCounts.LARGEST);
            }
        }

        @Override
        public void close() {
            values.close();
        }

        /** Each column has a scale of its own. */
        private static PlainWeights quantised(float[] matrix, int columns) {
            int rows = matrix.length / columns;
            float[] scales = new float[columns];
            byte[] bytes = new byte[matrix.length];
            float[] column = new float[rows];
            byte[] quantised = new byte[rows];
            Quantisation quantisation = new Quantisation(rows);
            for (int index = 0; index < columns; index++) {
                for (int row = 0; row < rows; row++) {
                    column[row] = matrix[row * columns + index];
                }
                scales[index] = quantisation.scale(column);
                Quantisation.quantise(column, 1 / scales[index], quantised);
                for (int row = 0; row < rows; row++) {
                    bytes[row * columns + index] = quantised[row];
                }
            }
            return new PlainWeights(NativeBlock.ofBytes(bytes), dnnl.dnnl_s8, dnnl.dnnl_s8, scales);
        }
    }
}
