package io.sentiment.network.onednn.matrix;

import io.sentiment.network.Precision;
import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.kernels.Kernels;
import org.bytedeco.dnnl.dnnl_blocking_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Products of few rows with packed weights by machine code, which reads the weights as oneDNN has packed them. Thread-safe; owns
 * nothing of the weights, and its own memory until {@link #close()}.
 */
final class FewRows implements AutoCloseable {

    /** Groups of values along k in a block of oneDNN's, and columns. */
    private static final long DEPTH = 16;

    private static final long COLUMNS = 64;

    private final Kernels kernels;
    private final Precision precision;
    private final int rows;
    private final int columns;
    private final NativeBlock weights;
    private final @Nullable NativeBlock scales;

    private FewRows(
            Kernels kernels,
            Precision precision,
            dnnl_memory_desc_t layout,
            NativeBlock weights,
            float @Nullable [] scales) {
        this.kernels = kernels;
        this.precision = precision;
        this.weights = weights;
        rows = Math.toIntExact(layout.dims().get(0));
        columns = Math.toIntExact(layout.dims().get(1));
        this.scales = scales == null ? null : NativeBlock.ofFloats(scales);
    }

    /**
     * Those with a matrix, or null where this machine has no code for them or oneDNN has packed the weights otherwise.
     *
     * @param scales [n] by which the sums of a product are multiplied, or null
     */
    static @Nullable FewRows of(dnnl_memory_desc_t layout, NativeBlock weights, float @Nullable [] scales) {
        Kernels kernels = Kernels.ofThisMachine();
        Precision precision = precision(layout.data_type());
        return kernels != null
                        && precision != null
                        && kernels.has(precision)
                        && (precision == Precision.INT8) == (scales != null)
                        && isKnown(layout, precision)
                ? new FewRows(kernels, precision, layout, weights, scales)
                : null;
    }

    /** Whether this is faster than oneDNN for so many rows: measured on a Zen 4 core. */
    static boolean suits(int count) {
        return count <= 4 || count == 8;
    }

    /** {@code destination [count, n] = source [count, k] · matrix}. */
    void multiply(Pointer source, int count, Pointer destination) {
        kernels.multiply(
                precision,
                count,
                rows,
                columns,
                weights.address(),
                source.address() + source.position(),
                scales == null ? 0 : scales.address(),
                destination.address() + destination.position());
    }

    @Override
    public void close() {
        if (scales != null) {
            scales.close();
        }
    }

    private static @Nullable Precision precision(int type) {
        return switch (type) {
            case dnnl.dnnl_f32 -> Precision.FP32;
            case dnnl.dnnl_bf16 -> Precision.BF16;
            case dnnl.dnnl_s8 -> Precision.INT8;
            default -> null;
        };
    }

    /** Whether the blocks of columns, without padding, lie one after the other, in each all of k, as {@link Kernels} wants it. */
    private static boolean isKnown(dnnl_memory_desc_t layout, Precision precision) {
        int group = switch (precision) {
            case FP32, FP16 -> 1;
            case BF16 -> 2;
            case INT8 -> 4;
        };
        long k = layout.dims().get(0);
        long n = layout.dims().get(1);
        int extra = precision == Precision.INT8 ? dnnl.dnnl_memory_extra_flag_compensation_conv_s8s8 : 0;
        dnnl_blocking_desc_t blocking = layout.format_desc_blocking();
        long[] blocks = group == 1 ? new long[] {DEPTH, COLUMNS} : new long[] {DEPTH, COLUMNS, group};
        boolean known = layout.format_kind() == dnnl.dnnl_blocked
                && layout.offset0() == 0
                && layout.extra().flags() == extra
                && k % (DEPTH * group) == 0
                && n % COLUMNS == 0
                && blocking.inner_nblks() == blocks.length
                && blocking.strides().get(0) == DEPTH * group * COLUMNS
                && blocking.strides().get(1) == k * COLUMNS;
        for (int block = 0; known && block < blocks.length; block++) {
            known = blocking.inner_blks().get(block) == blocks[block]
                    && blocking.inner_idxs().get(block) == block % 2;
        }
        return known;
    }
}
