package io.sentiment.network.onednn;

import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.FloatPointer;

/** One thread's products with a {@link RepackedMatrix}, compiled for each number of rows that it has asked for. */
final class StepProducts implements AutoCloseable {

    private static final int SOURCE = 0;
    private static final int DESTINATION = 2;
    private static final int BLOCK = 256;

    private final Device device = new Device();
    private final RepackedMatrix matrix;
    private final Map<Integer, Operation> compiled = new TreeMap<>();

    StepProducts(RepackedMatrix matrix) {
        this.matrix = matrix;
    }

    /** {@code destination [count, n] = source [count, k] · matrix}. */
    void multiply(FloatPointer source, int count, FloatPointer destination) {
        Operation product = compiled.computeIfAbsent(count, rows -> matrix.product(device, rows));
        product.point(SOURCE, source);
        product.point(DESTINATION, destination);
        product.run();
    }

    /**
     * The same for the rows from {@code first} to before {@code end} of longer matrices, block by block, so that only
     * few numbers of rows are compiled; blocks may overlap.
     */
    void multiplyBlocks(FloatPointer source, long first, long end, FloatPointer destination) {
        long count = Math.min(BLOCK, end - first);
        for (long at = first; at < end; at += count) {
            long start = Math.min(at, end - count);
            multiply(
                    NativeFloats.from(source, start * matrix.rows()),
                    (int) count,
                    NativeFloats.from(destination, start * matrix.columns()));
        }
    }

    @Override
    public void close() {
        compiled.values().forEach(Operation::close);
        device.close();
    }
}
