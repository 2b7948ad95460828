package io.sentiment.network.onednn.matrix;

import io.sentiment.network.Precision;
import io.sentiment.network.onednn.Device;
import org.bytedeco.javacpp.Pointer;

/**
 * Turns rows of single precision into the numbers that a product reads. Owns the memory of these until {@link #close()}.
 * For one thread.
 */
interface SourceEncoding extends AutoCloseable {

    /**
     * Encodes {@code count} rows, at most {@link RowCounts#LARGEST}; the source has room for
     * {@link RowCounts#roundedUp} rows.
     *
     * @return the address of the encoded rows, until the next call
     */
    Pointer encode(FloatRows source, int first, int count);

    /** Undoes in the sums that a product made of a row what encoding did to the row's scale. */
    void decode(int row, float[] sums);

    @Override
    void close();

    static SourceEncoding of(Precision precision, Device device, int width) {
        return switch (precision) {
            case FP32 -> new SingleEncoding();
            case BF16 -> new BrainEncoding(device, width);
            case INT8 -> new ByteEncoding(device, width);
        };
    }
}
