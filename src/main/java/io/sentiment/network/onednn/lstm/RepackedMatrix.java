package io.sentiment.network.onednn.lstm;

import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.MatrixLayout;
import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.Operation;
import io.sentiment.network.onednn.Temporaries;
import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_matmul_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A matrix [k, n] of single precision in the layout that oneDNN multiplies fastest, packed anew whenever its values have
 * changed: a product that gets a plain factor packs it each time. Several threads may multiply, each with products of
 * its own. Owns its memory until {@link #close()}.
 */
final class RepackedMatrix implements AutoCloseable {

    /** Rows of the product for which oneDNN chooses the layout; it accepts the same for fewer. */
    private static final int TYPICAL_ROWS = 64;

    private final int rows;
    private final int columns;
    private final dnnl_memory_desc_t layout = new dnnl_memory_desc_t();
    private final NativeBlock packed;
    private final Operation packing;

    /** @param transposed whether {@link #pack} gets the transpose, [n, k] in memory */
    RepackedMatrix(Device device, int rows, int columns, boolean transposed) {
        this.rows = rows;
        this.columns = columns;
        choose(device);
        packed = new NativeBlock(dnnl.dnnl_memory_desc_get_size(layout));
        try (Temporaries temporaries = new Temporaries()) {
            dnnl_memory_desc_t plain = transposed
                    ? MatrixLayout.transposed(rows, columns, dnnl.dnnl_f32)
                    : MatrixLayout.plain(rows, columns, dnnl.dnnl_f32);
            packing =
                    Operation.copy(device, plain, null, layout, packed.cursor().at(0));
        }
    }

    private void choose(Device device) {
        try (Temporaries temporaries = new Temporaries()) {
            dnnl_primitive_desc description =
                    description(device, TYPICAL_ROWS, MatrixLayout.any(rows, columns, dnnl.dnnl_f32));
            Pointer.memcpy(
                    layout,
                    dnnl.dnnl_primitive_desc_query_md(description, dnnl.dnnl_query_weights_md, 0),
                    layout.sizeof());
            dnnl.dnnl_primitive_desc_destroy(description);
        }
    }

    /** k. */
    int rows() {
        return rows;
    }

    /** n. */
    int columns() {
        return columns;
    }

    /** Takes the values of a plain matrix in. */
    void pack(FloatPointer matrix) {
        packing.point(0, matrix);
        packing.run();
    }

    /**
     * Compiles {@code destination [count, n] = source [count, k] · matrix}; arguments 0 and 2 of it are
     * source and destination. It computes on the thread of the device; the caller closes it before this matrix.
     */
    Operation product(Device thread, int count) {
        try (Temporaries temporaries = new Temporaries()) {
            return new Operation(thread, description(thread, count, layout), 3)
                    .with(dnnl.DNNL_ARG_SRC, MatrixLayout.plain(count, rows, dnnl.dnnl_f32), null)
                    .with(dnnl.DNNL_ARG_WEIGHTS, layout, packed.cursor().at(0))
                    .with(dnnl.DNNL_ARG_DST, MatrixLayout.plain(count, columns, dnnl.dnnl_f32), null);
        }
    }

    private dnnl_primitive_desc description(Device thread, int count, dnnl_memory_desc_t weightLayout) {
        dnnl_matmul_desc_t product = new dnnl_matmul_desc_t();
        OneDnn.require(
                dnnl.dnnl_matmul_desc_init(
                        product,
                        MatrixLayout.plain(count, rows, dnnl.dnnl_f32),
                        weightLayout,
                        null,
                        MatrixLayout.plain(count, columns, dnnl.dnnl_f32)),
                "describe a product");
        dnnl_primitive_attr attributes = new dnnl_primitive_attr();
        OneDnn.require(dnnl.dnnl_primitive_attr_create(attributes), "describe a product");
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        OneDnn.require(
                dnnl.dnnl_primitive_desc_create(
                        description, new const_dnnl_op_desc_t(product), attributes, thread.engine(), null),
                "find code for a product");
        dnnl.dnnl_primitive_attr_destroy(attributes);
        return description;
    }

    @Override
    public void close() {
        packing.close();
        layout.close();
        packed.close();
    }
}
