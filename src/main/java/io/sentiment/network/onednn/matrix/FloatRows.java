package io.sentiment.network.onednn.matrix;

import io.sentiment.network.onednn.NativeBlock;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;

/** A matrix [rows, width] of floats in native memory, as one thread reads and writes it; the memory is its owner's. */
public final class FloatRows {

    private final int width;
    private final FloatBuffer values;
    private final NativeBlock.Cursor cursor;
    private final long start;

    public FloatRows(NativeBlock memory, int width) {
        this.width = width;
        values = memory.floats();
        cursor = memory.cursor();
        start = memory.address();
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

    /** Where a value lies, for as long as the memory is there. */
    public long address(int row, int column) {
        return start + bytes(row, width) + (long) column * Float.BYTES;
    }

    /** Copies a row [width] out. */
    public void read(int row, float[] destination) {
        values.get(row * width, destination, 0, width);
    }

    /** Copies values of a row out, from {@code column} on, as many as the destination takes. */
    public void read(int row, int column, float[] destination) {
        values.get(row * width + column, destination);
    }

    /** Copies the first {@code count} of the values into a row, from {@code column} on. */
    public void write(int row, int column, float[] source, int count) {
        values.put(row * width + column, source, 0, count);
    }
}
