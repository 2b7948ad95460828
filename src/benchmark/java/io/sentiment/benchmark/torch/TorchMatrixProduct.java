package io.sentiment.benchmark.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** What libtorch's matrix product reaches on all cores of this machine. */
public final class TorchMatrixProduct implements AutoCloseable {

    private final NDManager memory = NDManager.newBaseManager("PyTorch");
    private final NDArray matrix;

    /** A square matrix of {@code size} rows. */
    public TorchMatrixProduct(int size, boolean bfloat16) {
        NDArray ones = memory.ones(new Shape(size, size));
        matrix = bfloat16 ? Bfloat16.convert(List.of(ones)).get(0) : ones;
    }

    /** Multiplies it by itself. */
    public void multiply() {
        matrix.matMul(matrix).close();
    }

    @Override
    public void close() {
        memory.close();
    }
}
