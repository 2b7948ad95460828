package io.sentiment.network.onednn.matrix;

import io.sentiment.network.Precision;
import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.MatrixLayout;
import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.Operation;
import io.sentiment.network.onednn.Owned;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A weight matrix [k, n] in the layout that oneDNN multiplies fastest: a product with a plain matrix would bring it into
 * that layout each time. Threads may multiply at the same time, each with {@link Products} of its own, but not while the
 * values are packed. Owns its memory until {@link #close()}.
 */
public final class PackedMatrix implements AutoCloseable {

    /** Rows of the products of a training step for which oneDNN chooses the layout; it accepts the layout for others. */
    private static final int TYPICAL_ROWS = 64;

    private final Owned owned = new Owned();
    private final int rows;
    private final int columns;
    private final int type;
    private final @Nullable dnnl_primitive_attr attributes;
    private final dnnl_memory_desc_t layout = owned.add(new dnnl_memory_desc_t());
    private final NativeBlock weights;
    private final Operation packing;
    private final @Nullable FewRows fewRows;

    /**
     * A matrix without values.
     *
     * @param plain [k, n] as {@link #pack} gets it
     * @param type oneDNN's type of the packed values and of what they are multiplied with
     * @param scales [n] by which the sums of a product are multiplied, or null
     * @param typicalRows of the products for which oneDNN chooses the layout
     */
    PackedMatrix(Device device, dnnl_memory_desc_t plain, int type, float @Nullable [] scales, int typicalRows) {
        rows = Math.toIntExact(plain.dims().get(0));
        columns = Math.toIntExact(plain.dims().get(1));
        this.type = type;
        try {
            attributes = scales == null ? null : scaling(scales);
            try (dnnl_memory_desc_t open = MatrixLayout.any(rows, columns, type);
                    dnnl_memory_desc_t source = MatrixLayout.plain(typicalRows, rows, type);
                    dnnl_memory_desc_t sums = MatrixLayout.plain(typicalRows, columns, dnnl.dnnl_f32)) {
                new MatrixProduct(source, open, sums, attributes).chooseWeights(device, layout);
            }
            weights = owned.add(new NativeBlock(dnnl.dnnl_memory_desc_get_size(layout)));
            FewRows known = FewRows.of(layout, weights, scales);
            fewRows = known == null ? null : owned.add(known);
            packing = owned.add(
                    Operation.copy(device, plain, null, layout, weights.cursor().at(0)));
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    /**
     * A matrix without values, which {@link #pack} gets in single precision.
     *
     * @param device of the thread that packs
     * @param precision of the factors of a product, fp32 or bf16
     * @param rows k
     * @param columns n
     * @param transposed whether {@link #pack} gets the transpose, [n, k] in memory
     */
    public static PackedMatrix ofSingles(
            Device device, Precision precision, int rows, int columns, boolean transposed) {
        try (dnnl_memory_desc_t plain = transposed
                ? MatrixLayout.transposed(rows, columns, dnnl.dnnl_f32)
                : MatrixLayout.plain(rows, columns, dnnl.dnnl_f32)) {
            return new PackedMatrix(device, plain, type(precision), null, TYPICAL_ROWS);
        }
    }

    /**
     * oneDNN's type of the factors of a product.
     *
     * @throws IllegalArgumentException if the precision is neither fp32 nor bf16
     */
    public static int type(Precision precision) {
        return switch (precision) {
            case FP32 -> dnnl.dnnl_f32;
            case BF16 -> dnnl.dnnl_bf16;
            case FP16, INT8 ->
                throw new IllegalArgumentException("The CPU does not train in " + precision.label() + ".");
        };
    }

    /** k. */
    public int rows() {
        return rows;
    }

    /** n. */
    public int columns() {
        return columns;
    }

    /** Takes in the values of a plain matrix, which is not needed afterwards. */
    public void pack(Pointer plain) {
        packing.point(Operation.SOURCE, plain);
        packing.run();
    }

    /** Products on the thread of a device; the caller closes them before this matrix. */
    public Products products(Device device) {
        return new Products(device);
    }

    @Override
    public void close() {
        owned.close();
    }

    private dnnl_primitive_attr scaling(float[] scales) {
        dnnl_primitive_attr scaling = new dnnl_primitive_attr();
        OneDnn.require(dnnl.dnnl_primitive_attr_create(scaling), "describe a product");
        owned.add(() -> dnnl.dnnl_primitive_attr_destroy(scaling));
        int eachColumn = 1 << 1; // a bit for each dimension along which they differ
        try (FloatPointer pointer = new FloatPointer(scales)) {
            OneDnn.require(
                    dnnl.dnnl_primitive_attr_set_output_scales(scaling, scales.length, eachColumn, pointer),
                    "scale sums");
        }
        return scaling;
    }

    /** One thread's products with the matrix, compiled for each number of rows that the thread has asked for. */
    public final class Products implements AutoCloseable {

        private final Device device;
        private final Map<Integer, Operation> compiled = new TreeMap<>();

        private Products(Device device) {
            this.device = device;
        }

        /** {@code destination [count, n] = source [count, k] · matrix}. The destination is of single precision. */
        public void multiply(Pointer source, int count, Pointer destination) {
            if (fewRows != null && FewRows.suits(count)) {
                fewRows.multiply(source, count, destination);
                return;
            }
            Operation product = compiled.computeIfAbsent(count, this::compile);
            product.point(MatrixProduct.SOURCE, source);
            product.point(MatrixProduct.DESTINATION, destination);
            product.run();
        }

        @Override
        public void close() {
            compiled.values().forEach(Operation::close);
        }

        private Operation compile(int count) {
            try (dnnl_memory_desc_t source = MatrixLayout.plain(count, rows, type);
                    dnnl_memory_desc_t sums = MatrixLayout.plain(count, columns, dnnl.dnnl_f32)) {
                return new MatrixProduct(source, layout, sums, attributes)
                        .compile(device, weights.cursor().at(0));
            }
        }
    }
}
