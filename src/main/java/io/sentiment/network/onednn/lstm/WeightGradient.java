package io.sentiment.network.onednn.lstm;

import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.MatrixLayout;
import io.sentiment.network.onednn.Operation;
import io.sentiment.network.onednn.matrix.MatrixProduct;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The gradient [m, n] of a weight matrix as one product over all tokens of a batch, on all threads of oneDNN. Owns what
 * it has compiled until {@link #close()}; not thread-safe.
 */
final class WeightGradient implements AutoCloseable {

    /** Numbers of tokens that stay compiled: batches of like length come again and again. */
    private static final int COMPILED = 128;

    private final Device device;
    private final int rows;
    private final int columns;
    private final Map<Long, Operation> products = new TreeMap<>();

    WeightGradient(Device device, int rows, int columns) {
        this.device = device;
        this.rows = rows;
        this.columns = columns;
    }

    /** {@code gradient [m, n] = outputs [tokens, m]ᵀ · inputs [tokens, n]}. */
    void compute(FloatPointer outputs, FloatPointer inputs, long tokens, FloatPointer gradient) {
        if (products.size() == COMPILED && !products.containsKey(tokens)) {
            close();
        }
        Operation product = products.computeIfAbsent(tokens, this::compile);
        product.point(MatrixProduct.SOURCE, outputs);
        product.point(MatrixProduct.WEIGHTS, inputs);
        product.point(MatrixProduct.DESTINATION, gradient);
        product.run();
    }

    @Override
    public void close() {
        products.values().forEach(Operation::close);
        products.clear();
    }

    private Operation compile(long tokens) {
        try (dnnl_memory_desc_t outputs = MatrixLayout.transposed(rows, tokens, dnnl.dnnl_f32);
                dnnl_memory_desc_t inputs = MatrixLayout.plain(tokens, columns, dnnl.dnnl_f32);
                dnnl_memory_desc_t gradient = MatrixLayout.plain(rows, columns, dnnl.dnnl_f32)) {
            return new MatrixProduct(outputs, inputs, gradient, null).compile(device, null);
        }
    }
}
