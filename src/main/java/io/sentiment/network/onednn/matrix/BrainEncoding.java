package io.sentiment.network.onednn.matrix;

import io.sentiment.network.onednn.Device;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;

/** Rounds to bfloat16, the upper half of a single. */
final class BrainEncoding implements SourceEncoding {

    private final Conversion conversion;

    BrainEncoding(Device device, int width) {
        conversion = new Conversion(device, width, dnnl.dnnl_bf16, Short.BYTES, null);
    }

    @Override
    public Pointer encode(FloatRows source, int first, int count) {
        return conversion.convert(source, first, count);
    }

    @Override
    public void decode(int row, float[] sums) {
        // Sums are of single precision and of the same scale.
    }

    @Override
    public void close() {
        conversion.close();
    }
}
