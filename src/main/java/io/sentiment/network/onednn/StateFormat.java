package io.sentiment.network.onednn;

import io.sentiment.network.Precision;
import org.bytedeco.dnnl.global.dnnl;

/** How hidden states, which lie in (-1, 1), are stored for the products that read them. */
enum StateFormat {
    FP32(dnnl.dnnl_f32, 4),
    BF16(dnnl.dnnl_bf16, 2);

    private final int type;
    private final int size;

    StateFormat(int type, int size) {
        this.type = type;
        this.size = size;
    }

    static StateFormat of(Precision precision) {
        return switch (precision) {
            case FP32 -> FP32;
            case BF16 -> BF16;
        };
    }

    /** oneDNN's data type. */
    int type() {
        return type;
    }

    /** Bytes of one value. */
    int size() {
        return size;
    }

    /** Writes into {@code block}, up to {@code largest} values at a time; for one thread. */
    StateWriter writer(NativeBlock block, int largest) {
        return switch (this) {
            case FP32 -> new StateWriter.Single(block.floats());
            case BF16 -> new StateWriter.Brain(block.buffer().asShortBuffer(), new short[largest]);
        };
    }
}
