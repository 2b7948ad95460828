package io.sentiment.network.onednn.matrix;

import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.MatrixLayout;
import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.Operation;
import io.sentiment.network.onednn.Temporaries;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_matmul_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A weight matrix [k, n] in the layout that oneDNN multiplies fastest, with products compiled for each number of rows
 * that has been asked for. For one thread.
 */
final class PackedMatrix implements AutoCloseable {

    private static final int SOURCE = 0;
    private static final int DESTINATION = 2;

    private final Device device;
    private final int type;
    private final int rows;
    private final int columns;
    private final dnnl_primitive_attr attributes = new dnnl_primitive_attr();
    private final dnnl_memory_desc_t layout;
    private final NativeBlock weights;
    private final Map<Integer, Operation> products = new TreeMap<>();

    /** @param format is not needed afterwards */
    PackedMatrix(Device device, WeightFormat format) {
        this.device = device;
        type = format.type();
        rows = format.rows();
        columns = format.columns();
        OneDnn.require(dnnl.dnnl_primitive_attr_create(attributes), "describe a product");
        scaleSums(format);
        layout = chosenLayout();
        weights = new NativeBlock(dnnl.dnnl_memory_desc_get_size(layout));
        pack(format);
    }

    /** n. */
    int columns() {
        return columns;
    }

    /**
     * {@code destination [count, n] = source [count, k] · weights}, for at least {@code count} rows: both blocks must
     * have room for {@link RowCounts#roundedUp} rows. The destination is of single precision.
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
        dnnl.dnnl_primitive_attr_destroy(attributes);
        layout.close();
        weights.close();
    }

    private void scaleSums(WeightFormat format) {
        float[] scales = format.scales();
        if (scales == null) {
            return;
        }
        int eachColumn = 1 << 1; // a bit for each dimension along which they differ
        try (FloatPointer pointer = new FloatPointer(scales)) {
            OneDnn.require(
                    dnnl.dnnl_primitive_attr_set_output_scales(attributes, scales.length, eachColumn, pointer),
                    "scale sums");
        }
    }

    private Operation compile(int count) {
        try (Temporaries temporaries = new Temporaries()) {
            return new Operation(device, description(count, layout), 3)
                    .with(dnnl.DNNL_ARG_SRC, MatrixLayout.plain(count, rows, type), null)
                    .with(dnnl.DNNL_ARG_WEIGHTS, layout, weights.cursor().at(0))
                    .with(dnnl.DNNL_ARG_DST, MatrixLayout.plain(count, columns, dnnl.dnnl_f32), null);
        }
    }

    /** The layout that oneDNN chooses for the largest products; it accepts the same for smaller ones. */
    private dnnl_memory_desc_t chosenLayout() {
        dnnl_memory_desc_t chosen = new dnnl_memory_desc_t();
        try (Temporaries temporaries = new Temporaries()) {
            dnnl_primitive_desc description = description(RowCounts.LARGEST, MatrixLayout.any(rows, columns, type));
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
                        MatrixLayout.plain(count, rows, type),
                        weightLayout,
                        null,
                        MatrixLayout.plain(count, columns, dnnl.dnnl_f32)),
                "describe a product");
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        OneDnn.require(
                dnnl.dnnl_primitive_desc_create(
                        description, new const_dnnl_op_desc_t(product), attributes, device.engine(), null),
                "find code for a product");
        return description;
    }

    /** Copies plain weights into their layout. */
    private void pack(WeightFormat format) {
        try (Temporaries temporaries = new Temporaries();
                Operation packing = Operation.copy(
                        device,
                        MatrixLayout.plain(rows, columns, format.plainType()),
                        format.plain().cursor().at(0),
                        layout,
                        weights.cursor().at(0))) {
            packing.run();
        }
    }
}
