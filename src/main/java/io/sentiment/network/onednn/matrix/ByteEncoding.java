package io.sentiment.network.onednn.matrix;

import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.Owned;
import java.nio.FloatBuffer;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;

/**
 * Quantises each row to whole numbers from -127 to 127, with a scale of its own that follows from its largest value:
 * symmetric dynamic quantisation (Jacob et al. 2018, section 2.1, with zero point 0).
 */
final class ByteEncoding implements SourceEncoding {

    private final Owned owned = new Owned();
    private final AbsoluteMaximum maximum;
    private final float[] values;
    private final float[] scales = new float[RowCounts.LARGEST];
    private final FloatBuffer factors;
    private final Conversion rounding;

    ByteEncoding(Device device, int width) {
        maximum = new AbsoluteMaximum(width);
        values = new float[width];
        try {
            NativeBlock memory = owned.add(new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, 1)));
            factors = memory.floats();
            rounding = owned.add(new Conversion(device, width, dnnl.dnnl_s8, Byte.BYTES, memory));
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    @Override
    public Pointer encode(FloatRows source, int first, int count) {
        for (int row = 0; row < count; row++) {
            source.read(first + row, values);
            scales[row] = Quantisation.scale(maximum.of(values));
            factors.put(row, 1 / scales[row]);
        }
        return rounding.convert(source, first, count);
    }

    @Override
    public void decode(int row, float[] sums) {
        Quantisation.multiply(sums, scales[row]);
    }

    @Override
    public void close() {
        owned.close();
    }
}
