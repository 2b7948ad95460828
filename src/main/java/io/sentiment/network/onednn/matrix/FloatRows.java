package io.sentiment.network.onednn.matrix;

import io.sentiment.network.onednn.NativeBlock;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;

/** A matrix [rows, width] of floats in native memory, as one thread reads and writes it; the memory is its owner's. */
public final class FloatRows {

    private final int width;
    private final FloatBuffer values;
    private final NativeBlock.Cursor cursor;

    public FloatRows(NativeBlock memory, int width) {
        this.width = width;
        values = memory.floats();
        cursor = memory.cursor();
    }

    /** Bytes of a matrix. */
    public static long bytes(long rows, long width) {
        return rows * width * Float.BYTES;
    }

    public int width() {
        return width;
    }

    /** The address of a row, until the next call. */
    BytePointer address(int row) {
        return cursor.at(bytes(row, width));
    }

    /** Copies a row [width] out. */
    public void read(int row, float[] destination) {
        values.get(row * width, destination, 0, width);
    }

    /** Copies the first {@code count} of the values into a row, from {@code column} on. */
    public void write(int row, int column, float[] source, int count) {
        values.put(row * width + column, source, 0, count);
    }
}
