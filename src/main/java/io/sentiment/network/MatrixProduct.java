package io.sentiment.network;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Single-precision products of row-major matrices by oneDNN, on all its threads. */
final class MatrixProduct {

    private static final Logger LOG = LoggerFactory.getLogger(MatrixProduct.class);
    private static final boolean AVAILABLE = load();

    private MatrixProduct() {}

    /** Whether this machine has oneDNN: an x86-64 CPU and the library in the build. */
    static boolean isAvailable() {
        return AVAILABLE;
    }

    /** {@code c [m, n] = scale · c + op(a) [m, k] · op(b) [k, n]}, where op transposes if the matrix says so. */
    static void multiply(long m, long n, long k, Operand a, Operand b, float scale, FloatPointer c) {
        int status = dnnl.dnnl_sgemm(
                a.order(), b.order(), m, n, k, 1, a.values(), a.rowLength(), b.values(), b.rowLength(), scale, c, n);
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("oneDNN failed to multiply matrices with status " + status + ".");
        }
    }

    /** A factor as it lies in memory: rows of {@code rowLength} values, to be read transposed or not. */
    record Operand(FloatPointer values, long rowLength, boolean transposed) {

        static Operand plain(FloatPointer values, long rowLength) {
            return new Operand(values, rowLength, false);
        }

        static Operand transposed(FloatPointer values, long rowLength) {
            return new Operand(values, rowLength, true);
        }

        private byte order() {
            return (byte) (transposed ? 'T' : 'N');
        }
    }

    private static boolean load() {
        try {
            Loader.load(dnnl.class);
            return true;
        } catch (LinkageError e) {
            LOG.info("oneDNN is not available on this machine ({}); DL4J's own code computes instead.", e.getMessage());
            return false;
        }
    }
}
