package io.sentiment.network.onednn.matrix;

import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.MatrixLayout;
import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.Operation;
import io.sentiment.network.onednn.Temporaries;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Rounds rows of single precision to numbers of another type, up to {@link RowCounts#LARGEST} rows at a time. Owns the
 * memory of these until {@link #close()}. For one thread.
 */
final class Conversion implements AutoCloseable {

    private static final int SOURCE = 0;

    private final Device device;
    private final int width;
    private final int type;
    private final @Nullable NativeBlock factors;
    private final NativeBlock memory;
    private final NativeBlock.Cursor converted;
    private final Map<Integer, Operation> operations = new TreeMap<>();

    /**
     * @param type oneDNN's type
     * @param size bytes of a number of this type
     * @param factors [{@link RowCounts#LARGEST}] of single precision, by which each row is multiplied before it is
     *     rounded, or null; stays the caller's
     */
    Conversion(Device device, int width, int type, int size, @Nullable NativeBlock factors) {
        this.device = device;
        this.width = width;
        this.type = type;
        this.factors = factors;
        memory = new NativeBlock((long) RowCounts.LARGEST * width * size);
        converted = memory.cursor();
    }

    /**
     * Converts {@code count} rows; the source has room for {@link RowCounts#roundedUp}.
     *
     * @return the address of the converted rows, until the next call
     */
    Pointer convert(FloatRows source, int first, int count) {
        Operation operation = operations.computeIfAbsent(RowCounts.roundedUp(count), this::compile);
        operation.point(SOURCE, source.address(first));
        operation.run();
        return converted.at(0);
    }

    @Override
    public void close() {
        operations.values().forEach(Operation::close);
        memory.close();
    }

    private Operation compile(int count) {
        try (Temporaries temporaries = new Temporaries()) {
            dnnl_memory_desc_t from = MatrixLayout.plain(count, width, dnnl.dnnl_f32);
            dnnl_memory_desc_t to = MatrixLayout.plain(count, width, type);
            Pointer multipliers = factors == null ? null : factors.cursor().at(0);
            return Operation.copy(device, from, null, to, converted.at(0), multipliers);
        }
    }
}
