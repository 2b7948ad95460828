package io.sentiment.network.onednn;

import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;

/** Rounds to bfloat16, the upper half of a single. */
final class BrainEncoding implements SourceEncoding {

    private static final int SOURCE = 0;

    private final Device device;
    private final int width;
    private final NativeBlock memory;
    private final NativeBlock.Cursor encoded;
    private final Map<Integer, Operation> conversions = new TreeMap<>();

    BrainEncoding(Device device, int width) {
        this.device = device;
        this.width = width;
        memory = new NativeBlock((long) RowCounts.LARGEST * width * Short.BYTES);
        encoded = memory.cursor();
    }

    @Override
    public Pointer encode(FloatRows source, int first, int count) {
        Operation conversion = conversions.computeIfAbsent(RowCounts.roundedUp(count), this::compile);
        conversion.point(SOURCE, source.address(first));
        conversion.run();
        return encoded.at(0);
    }

    @Override
    public void decode(int row, float[] sums) {
        // Sums are of single precision and of the same scale.
    }

    @Override
    public void close() {
        conversions.values().forEach(Operation::close);
        memory.close();
    }

    private Operation compile(int count) {
        try (Temporaries temporaries = new Temporaries()) {
            dnnl_memory_desc_t from = MatrixLayout.plain(count, width, dnnl.dnnl_f32);
            dnnl_memory_desc_t to = MatrixLayout.plain(count, width, dnnl.dnnl_bf16);
            return Operation.copy(device, from, null, to, encoded.at(0));
        }
    }
}
