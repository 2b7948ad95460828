package io.sentiment.network.onednn.matrix;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;

/** What oneDNN's matrix products reach on all cores of this machine. */
public final class MatrixRate implements AutoCloseable {

    /** Rows and columns of the matrices. */
    public static final int SIZE = 2048;

    /** Operations of one product: a multiplication and an addition for each pair of factors. */
    public static final double OPERATIONS = 2.0 * SIZE * SIZE * SIZE;

    private static final long VALUES = (long) SIZE * SIZE;

    private final FloatPointer floats = new FloatPointer(VALUES).fill(0x3f); // 0.747 each
    private final FloatPointer product = new FloatPointer(VALUES);
    private final BytePointer bytes = new BytePointer(VALUES).fill(1);
    private final IntPointer noOffset = new IntPointer(1).fill(0);
    private final IntPointer sums = new IntPointer(VALUES);

    /** One product in single precision. */
    public void multiplyFloats() {
        int status = dnnl.dnnl_sgemm(
                (byte) 'N', (byte) 'N', SIZE, SIZE, SIZE, 1, floats, SIZE, floats, SIZE, 0, product, SIZE);
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("oneDNN failed to multiply with status " + status + ".");
        }
    }

    /** One product of unsigned by signed bytes, summed as 32-bit integers. */
    public void multiplyBytes() {
        int status = dnnl.dnnl_gemm_u8s8s32(
                (byte) 'N',
                (byte) 'N',
                (byte) 'F',
                SIZE,
                SIZE,
                SIZE,
                1,
                bytes,
                SIZE,
                (byte) 0,
                bytes,
                SIZE,
                (byte) 0,
                0,
                sums,
                SIZE,
                noOffset);
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("oneDNN failed to multiply matrices with status " + status + ".");
        }
    }

    @Override
    public void close() {
        floats.close();
        product.close();
        bytes.close();
        noOffset.close();
        sums.close();
    }
}
