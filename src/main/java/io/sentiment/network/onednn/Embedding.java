package io.sentiment.network.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;

/** The embedding [vocabulary, size] in native memory, as one thread reads it; the memory is its creator's. */
final class Embedding {

    private final int vocabulary;
    private final int size;
    private final FloatBuffer values;
    private final NativeBlock.Cursor cursor;

    private Embedding(NativeBlock memory, int vocabulary, int size) {
        this.vocabulary = vocabulary;
        this.size = size;
        values = memory.floats();
        cursor = memory.cursor();
    }

    /** Memory with room for the rows that a product computes beyond the last. */
    static NativeBlock memoryOf(float[] values, int size) {
        NativeBlock memory = new NativeBlock(((long) values.length + (long) RowCounts.LARGEST * size) * Float.BYTES);
        memory.floats().put(0, values);
        return memory;
    }

    static Embedding in(NativeBlock memory, int vocabulary, int size) {
        return new Embedding(memory, vocabulary, size);
    }

    int vocabulary() {
        return vocabulary;
    }

    int size() {
        return size;
    }

    /** The address of a token's row, until the next call. */
    BytePointer rowsFrom(int token) {
        return cursor.at((long) token * size * Float.BYTES);
    }

    void copy(int token, FloatBuffer destination, int row) {
        destination.put(row * size, values, token * size, size);
    }
}
