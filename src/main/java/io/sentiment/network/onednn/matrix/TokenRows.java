package io.sentiment.network.onednn.matrix;

import io.sentiment.network.Precision;
import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.MatrixLayout;
import io.sentiment.network.onednn.NativeFloats;
import io.sentiment.network.onednn.Operation;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Rows [tokens, width] of single precision that products read: where they lie, or in bf16 as rounded copies, which lie side
 * by side until the next batch, so that a row is rounded once for all products. Several threads may round rows of their own
 * at a time. Owns the copies until {@link #close()}, not the rows.
 */
public final class TokenRows implements AutoCloseable {

    private final int type;
    private final int width;
    private final NativeFloats memory = new NativeFloats();
    private FloatPointer values = new FloatPointer();
    private FloatPointer copies = values;

    /** @param precision fp32 or bf16 */
    public TokenRows(Precision precision, int width) {
        this.type = PackedMatrix.type(precision);
        this.width = width;
    }

    /** oneDNN's type of what {@link #at} gives. */
    int type() {
        return type;
    }

    public int width() {
        return width;
    }

    /** The rows themselves. */
    public FloatPointer values() {
        return values;
    }

    /** Takes the rows of the next batch, none of which is rounded yet. */
    public void begin(FloatPointer rows, long count) {
        values = rows;
        copies = type == dnnl.dnnl_f32 ? rows : memory.ofLength((count * width + 1) / 2);
    }

    /** The first of the rows that a product reads. */
    public Pointer at(long row) {
        return NativeFloats.bytesFrom(copies, row * width * bytes());
    }

    /** Rounding on the thread of a device; the caller closes it. */
    public Rounding rounding(Device device) {
        return new Rounding(device);
    }

    @Override
    public void close() {
        memory.close();
    }

    private int bytes() {
        return type == dnnl.dnnl_f32 ? Float.BYTES : Short.BYTES;
    }

    /** One thread's rounding, compiled for each number of rows that the thread has asked for. */
    public final class Rounding implements AutoCloseable {

        private final Device device;
        private final Map<Integer, Operation> compiled = new TreeMap<>();

        private Rounding(Device device) {
            this.device = device;
        }

        /** Lets products read what lies in some rows now. */
        public void round(long first, int count) {
            if (type != dnnl.dnnl_f32) {
                Operation copy = compiled.computeIfAbsent(count, this::compile);
                copy.point(Operation.SOURCE, NativeFloats.from(values, first * width));
                copy.point(Operation.DESTINATION, at(first));
                copy.run();
            }
        }

        @Override
        public void close() {
            compiled.values().forEach(Operation::close);
        }

        private Operation compile(int count) {
            try (dnnl_memory_desc_t from = MatrixLayout.plain(count, width, dnnl.dnnl_f32);
                    dnnl_memory_desc_t to = MatrixLayout.plain(count, width, type)) {
                return Operation.copy(device, from, null, to, null);
            }
        }
    }
}
