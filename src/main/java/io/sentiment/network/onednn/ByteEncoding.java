package io.sentiment.network.onednn;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.Pointer;

/**
 * Quantises each row to whole numbers from -127 to 127, with a scale of its own that follows from its largest value:
 * symmetric dynamic quantisation (Jacob et al. 2018, section 2.1, with zero point 0).
 */
final class ByteEncoding implements SourceEncoding {

    private final float[] values;
    private final byte[] bytes;
    private final float[] scales = new float[RowCounts.LARGEST];
    private final NativeBlock memory;
    private final NativeBlock.Cursor start;
    private final ByteBuffer encoded;

    ByteEncoding(int width) {
        values = new float[width];
        bytes = new byte[width];
        memory = new NativeBlock((long) RowCounts.LARGEST * width);
        start = memory.cursor();
        encoded = memory.buffer();
    }

    @Override
    public Pointer encode(FloatRows source, int first, int count) {
        for (int row = 0; row < count; row++) {
            source.read(first + row, values);
            scales[row] = Quantisation.scale(Quantisation.largest(values));
            Quantisation.quantise(values, 1 / scales[row], bytes);
            encoded.put(row * bytes.length, bytes);
        }
        return start.at(0);
    }

    @Override
    public void decode(int row, float[] sums) {
        float scale = scales[row];
        for (int column = 0; column < sums.length; column++) {
            sums[column] *= scale;
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
