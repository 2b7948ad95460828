package io.sentiment.network.onednn;

import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_matmul_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;

/**
 * A weight matrix [k, n] in the layout that oneDNN multiplies fastest, with products compiled for each number of rows
 * that has been asked for. For one thread.
 */
final class PackedMatrix implements AutoCloseable {

    private static final int SOURCE = 0;
    private static final int DESTINATION = 3;

    private final Device device;
    private final StateFormat format;
    private final int rows;
    private final int columns;
    private final NativeBlock weights;
    private final NativeBlock bias;
    private final dnnl_memory_desc_t layout;
    private final Map<Integer, Operation> products = new TreeMap<>();

    /**
     * @param matrix [k, n] row-major
     * @param addend [n], what every row of a product gets added
     */
    PackedMatrix(Device device, StateFormat format, float[] matrix, float[] addend) {
        this.device = device;
        this.format = format;
        columns = addend.length;
        rows = matrix.length / columns;
        layout = chosenLayout();
        weights = new NativeBlock(dnnl.dnnl_memory_desc_get_size(layout));
        pack(NativeBlock.ofFloats(matrix));
        bias = NativeBlock.ofFloats(addend);
    }

    /** n. */
    int columns() {
        return columns;
    }

    /**
     * {@code destination [count, n] = source [count, k] · weights + bias}, for at least {@code count} rows: both blocks
     * must have room for {@link RowCounts#roundedUp} rows.
     */
    void multiply(Pointer source, int count, Pointer destination) {
        Operation product = products.computeIfAbsent(RowCounts.roundedUp(count), this::compile);
        product.point(SOURCE, source);
        product.point(DESTINATION, destination);
        product.run();
    }

    @Override
    public void close() {
        products.values().forEach(Operation::close);
        layout.close();
        weights.close();
        bias.close();
    }

    private Operation compile(int count) {
        try (Temporaries temporaries = new Temporaries()) {
            return new Operation(device, description(count, layout), 4)
                    .with(dnnl.DNNL_ARG_SRC, plain(count, rows, format.type()), null)
                    .with(dnnl.DNNL_ARG_WEIGHTS, layout, weights.cursor().at(0))
                    .with(
                            dnnl.DNNL_ARG_BIAS,
                            plain(1, columns, dnnl.dnnl_f32),
                            bias.cursor().at(0))
                    .with(dnnl.DNNL_ARG_DST, plain(count, columns, dnnl.dnnl_f32), null);
        }
    }

    /** The layout that oneDNN chooses for the largest products; it accepts the same for smaller ones. */
    private dnnl_memory_desc_t chosenLayout() {
        dnnl_memory_desc_t chosen = new dnnl_memory_desc_t();
        try (Temporaries temporaries = new Temporaries()) {
            dnnl_primitive_desc description =
                    description(RowCounts.LARGEST, described(rows, columns, format.type(), dnnl.dnnl_format_tag_any));
            Pointer.memcpy(
                    chosen,
                    dnnl.dnnl_primitive_desc_query_md(description, dnnl.dnnl_query_weights_md, 0),
                    chosen.sizeof());
            dnnl.dnnl_primitive_desc_destroy(description);
        }
        return chosen;
    }

    private dnnl_primitive_desc description(int count, dnnl_memory_desc_t weightLayout) {
        dnnl_matmul_desc_t product = new dnnl_matmul_desc_t();
        OneDnn.require(
                dnnl.dnnl_matmul_desc_init(
                        product,
                        plain(count, rows, format.type()),
                        weightLayout,
                        plain(1, columns, dnnl.dnnl_f32),
                        plain(count, columns, dnnl.dnnl_f32)),
                "describe a product");
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        OneDnn.require(
                dnnl.dnnl_primitive_desc_create(
                        description, new const_dnnl_op_desc_t(product), null, device.engine(), null),
                "find code for a product");
        return description;
    }

    /** Copies plain weights into their layout. */
    private void pack(NativeBlock plain) {
        try (plain;
                Temporaries temporaries = new Temporaries()) {
            dnnl_memory_desc_t from = plain(rows, columns, dnnl.dnnl_f32);
            dnnl_primitive_desc description = new dnnl_primitive_desc();
            OneDnn.require(
                    dnnl.dnnl_reorder_primitive_desc_create(
                            description, from, device.engine(), layout, device.engine(), null),
                    "find code for packing weights");
            try (Operation reorder = new Operation(device, description, 2)
                    .with(dnnl.DNNL_ARG_FROM, from, plain.cursor().at(0))
                    .with(dnnl.DNNL_ARG_TO, layout, weights.cursor().at(0))) {
                reorder.run();
            }
        }
    }

    private static dnnl_memory_desc_t plain(long height, long width, int type) {
        return described(height, width, type, dnnl.dnnl_ab);
    }

    private static dnnl_memory_desc_t described(long height, long width, int type, int tag) {
        dnnl_memory_desc_t description = new dnnl_memory_desc_t();
        OneDnn.require(
                dnnl.dnnl_memory_desc_init_by_tag(description, 2, new long[] {height, width}, type, tag),
                "describe a matrix");
        return description;
    }
}
