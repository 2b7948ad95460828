package io.sentiment.network.onednn.matrix;

import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.MatrixLayout;
import io.sentiment.network.onednn.Operation;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The gradient [m, n] of a weight matrix as one product over all tokens of a batch, on all threads of oneDNN. Owns what
 * it has compiled until {@link #close()}; not thread-safe.
 */
public final class WeightGradient implements AutoCloseable {

    /** Numbers of tokens that stay compiled: batches of like length come again and again. */
    private static final int COMPILED = 128;

    private final Device device;
    private final TokenRows outputs;
    private final TokenRows inputs;
    private final Map<Long, Operation> products = new TreeMap<>();

    /** The gradient of weights that made outputs [tokens, m] from inputs [tokens, n], both of one type. */
    public WeightGradient(Device device, TokenRows outputs, TokenRows inputs) {
        this.device = device;
        this.outputs = outputs;
        this.inputs = inputs;
    }

    /**
     * {@code gradient [m, n] = outputs [tokens, m]ᵀ · inputs [tokens, n]}.
     *
     * @param firstOutput row of the outputs that the first token has
     * @param firstInput row of the inputs that the first token has
     */
    public void compute(long firstOutput, long firstInput, long tokens, FloatPointer gradient) {
        if (products.size() == COMPILED && !products.containsKey(tokens)) {
            close();
        }
        Operation product = products.computeIfAbsent(tokens, this::compile);
        product.point(MatrixProduct.SOURCE, outputs.at(firstOutput));
        product.point(MatrixProduct.WEIGHTS, inputs.at(firstInput));
        product.point(MatrixProduct.DESTINATION, gradient);
        product.run();
    }

    @Override
    public void close() {
        products.values().forEach(Operation::close);
        products.clear();
    }

    private Operation compile(long tokens) {
        try (dnnl_memory_desc_t source = MatrixLayout.transposed(outputs.width(), tokens, outputs.type());
                dnnl_memory_desc_t weights = MatrixLayout.plain(tokens, inputs.width(), inputs.type());
                dnnl_memory_desc_t gradient = MatrixLayout.plain(outputs.width(), inputs.width(), dnnl.dnnl_f32)) {
            return new MatrixProduct(source, weights, gradient, null).compile(device, null);
        }
    }
}
