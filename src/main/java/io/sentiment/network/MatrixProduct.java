package io.sentiment.network;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
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
        require(status, "multiply matrices");
    }

    /** {@code transposed [columns, rows]} of {@code matrix [rows, columns]}. */
    @SuppressWarnings("unchecked") // an empty list of classes: all are temporary
    static void transpose(long rows, long columns, FloatPointer matrix, FloatPointer transposed) {
        try (PointerScope temporaries = new PointerScope()) {
            dnnl_engine cpu = new dnnl_engine();
            require(dnnl.dnnl_engine_create(cpu, dnnl.dnnl_cpu, 0), "open the CPU");
            dnnl_stream stream = new dnnl_stream();
            require(dnnl.dnnl_stream_create(stream, cpu, dnnl.dnnl_stream_default_flags), "open a stream");
            long[] shape = {columns, rows};
            dnnl_memory_desc_t from = new dnnl_memory_desc_t();
            require(dnnl.dnnl_memory_desc_init_by_tag(from, 2, shape, dnnl.dnnl_f32, dnnl.dnnl_ba), "describe");
            dnnl_memory_desc_t to = new dnnl_memory_desc_t();
            require(dnnl.dnnl_memory_desc_init_by_tag(to, 2, shape, dnnl.dnnl_f32, dnnl.dnnl_ab), "describe");
            dnnl_primitive_desc description = new dnnl_primitive_desc();
            require(dnnl.dnnl_reorder_primitive_desc_create(description, from, cpu, to, cpu, null), "describe");
            dnnl_primitive reorder = new dnnl_primitive();
            require(dnnl.dnnl_primitive_create(reorder, description), "compile");
            dnnl_memory source = new dnnl_memory();
            require(dnnl.dnnl_memory_create(source, from, cpu, matrix), "name a memory");
            dnnl_memory destination = new dnnl_memory();
            require(dnnl.dnnl_memory_create(destination, to, cpu, transposed), "name a memory");
            dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(2);
            arguments.position(0).arg(dnnl.DNNL_ARG_FROM).memory(source);
            arguments.position(1).arg(dnnl.DNNL_ARG_TO).memory(destination);
            require(dnnl.dnnl_primitive_execute(reorder, stream, 2, arguments.position(0)), "transpose a matrix");
            require(dnnl.dnnl_stream_wait(stream), "transpose a matrix");
            dnnl.dnnl_memory_destroy(source);
            dnnl.dnnl_memory_destroy(destination);
            dnnl.dnnl_primitive_destroy(reorder);
            dnnl.dnnl_primitive_desc_destroy(description);
            dnnl.dnnl_stream_destroy(stream);
            dnnl.dnnl_engine_destroy(cpu);
        }
    }

    private static void require(int status, String call) {
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("oneDNN failed to " + call + " with status " + status + ".");
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
