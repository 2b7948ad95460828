package io.sentiment.network.onednn;

import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.FloatPointer;

/** One thread's products with a {@link RepackedMatrix}, compiled for each number of rows that it has asked for. */
final class StepProducts implements AutoCloseable {

    private static final int SOURCE = 0;
    private static final int DESTINATION = 2;

    private final Device device = new Device();
    private final RepackedMatrix matrix;
    private final boolean adds;
    private final Map<Integer, Operation> compiled = new TreeMap<>();

    /** @param adds whether products are added to what their destination holds */
    StepProducts(RepackedMatrix matrix, boolean adds) {
        this.matrix = matrix;
        this.adds = adds;
    }

    /** {@code destination [count, n] = source [count, k] · matrix}, or {@code +=}. */
    void multiply(FloatPointer source, int count, FloatPointer destination) {
        Operation product = compiled.computeIfAbsent(count, rows -> matrix.product(device, rows, adds));
        product.point(SOURCE, source);
        product.point(DESTINATION, destination);
        product.run();
    }

    @Override
    public void close() {
        compiled.values().forEach(Operation::close);
        device.close();
    }
}
