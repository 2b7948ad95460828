package io.sentiment.network.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;

/** Single-precision products of row-major matrices by oneDNN, on all its threads. */
public final class MatrixProduct {

    private MatrixProduct() {}

    /** {@code c [m, n] = scale · c + op(a) [m, k] · op(b) [k, n]}, where op transposes if the matrix says so. */
    public static void multiply(long m, long n, long k, Operand a, Operand b, float scale, FloatPointer c) {
        int status = dnnl.dnnl_sgemm(
                a.order(), b.order(), m, n, k, 1, a.values(), a.rowLength(), b.values(), b.rowLength(), scale, c, n);
        OneDnn.require(status, "multiply matrices");
    }

    /** A factor as it lies in memory: rows of {@code rowLength} values, to be read transposed or not. */
    public record Operand(FloatPointer values, long rowLength, boolean transposed) {

        /** A matrix as it lies in memory. */
        public static Operand plain(FloatPointer values, long rowLength) {
            return new Operand(values, rowLength, false);
        }

        /** The transpose of what lies in memory. */
        public static Operand transposed(FloatPointer values, long rowLength) {
            return new Operand(values, rowLength, true);
        }

        private byte order() {
            return (byte) (transposed ? 'T' : 'N');
        }
    }
}
