package io.sentiment.network.onednn.matrix;

import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.Operation;
import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_matmul_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * What oneDNN is told of a product {@code destination [m, n] = source [m, k] · weights [k, n]}: where the values of each
 * matrix lie and of which type they are. All of it stays the caller's, who may release it after a call.
 *
 * @param attributes how sums are scaled, or null where they are not
 */
public record MatrixProduct(
        dnnl_memory_desc_t source,
        dnnl_memory_desc_t weights,
        dnnl_memory_desc_t destination,
        @Nullable dnnl_primitive_attr attributes) {

    /** Index of the source for {@link Operation#point}. */
    public static final int SOURCE = 0;

    /** Index of the weights for {@link Operation#point}. */
    public static final int WEIGHTS = 1;

    /** Index of the destination for {@link Operation#point}. */
    public static final int DESTINATION = 2;

    /**
     * Compiles the product for the thread of a device.
     *
     * @param address where the weights lie, or null if they are pointed at before each run, as source and destination are
     */
    public Operation compile(Device device, @Nullable Pointer address) {
        return new Operation(device, description(device), 3)
                .with(dnnl.DNNL_ARG_SRC, source, null)
                .with(dnnl.DNNL_ARG_WEIGHTS, weights, address)
                .with(dnnl.DNNL_ARG_DST, destination, null);
    }

    /** Writes the layout that oneDNN chooses for the weights, of which {@link #weights} leaves the layout open. */
    void chooseWeights(Device device, dnnl_memory_desc_t chosen) {
        dnnl_primitive_desc description = description(device);
        Pointer.memcpy(
                chosen, dnnl.dnnl_primitive_desc_query_md(description, dnnl.dnnl_query_weights_md, 0), chosen.sizeof());
        dnnl.dnnl_primitive_desc_destroy(description);
    }

    private dnnl_primitive_desc description(Device device) {
        try (dnnl_matmul_desc_t product = new dnnl_matmul_desc_t()) {
            OneDnn.require(
                    dnnl.dnnl_matmul_desc_init(product, source, weights, null, destination), "describe a product");
            dnnl_primitive_desc description = new dnnl_primitive_desc();
            OneDnn.require(
                    dnnl.dnnl_primitive_desc_create(
                            description, new const_dnnl_op_desc_t(product), attributes, device.engine(), null),
                    "find code for a product");
            return description;
        }
    }
}
