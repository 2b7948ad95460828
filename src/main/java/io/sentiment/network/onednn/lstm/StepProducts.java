package io.sentiment.network.onednn.lstm;

import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.NativeFloats;
import io.sentiment.network.onednn.Operation;
import io.sentiment.network.onednn.matrix.RowCounts;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.FloatPointer;

/** One thread's products with a {@link RepackedMatrix}, compiled for each number of rows that it has asked for. */
final class StepProducts implements AutoCloseable {

    private static final int SOURCE = 0;
    private static final int DESTINATION = 2;
    private static final int BLOCK = 128;

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
     * The same for the rows from {@code first} to before {@code end} of longer matrices, block by block. So that only few
     * numbers of rows are compiled, the last block may begin before the end of the one before it.
     */
    void multiplyBlocks(FloatPointer source, long first, long end, FloatPointer destination) {
        long at = first;
        while (end - at >= BLOCK) {
            multiplyRows(source, at, BLOCK, destination);
            at += BLOCK;
        }
        if (at < end) {
            int count = (int) Math.min(RowCounts.roundedUp((int) (end - at)), end - first);
            multiplyRows(source, end - count, count, destination);
        }
    }

    private void multiplyRows(FloatPointer source, long first, int count, FloatPointer destination) {
        multiply(
                NativeFloats.from(source, first * matrix.rows()),
                count,
                NativeFloats.from(destination, first * matrix.columns()));
    }

    @Override
    public void close() {
        compiled.values().forEach(Operation::close);
        device.close();
    }
}
