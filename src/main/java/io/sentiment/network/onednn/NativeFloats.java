package io.sentiment.network.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** A block of native memory that grows with what is asked of it and is otherwise used again and again. */
public final class NativeFloats implements AutoCloseable {

    private @Nullable FloatPointer memory;

    /** At least {@code length} floats of any content; what an earlier call gave is no longer valid. */
    public FloatPointer ofLength(long length) {
        if (memory == null || memory.capacity() < length) {
            close();
            memory = new FloatPointer(length);
            HugePages.use(memory.address(), length * Float.BYTES);
        }
        return memory;
    }

    /** The part of {@code memory} that starts at element {@code offset}. */
    public static FloatPointer from(FloatPointer memory, long offset) {
        return new Part(memory, offset * Float.BYTES);
    }

    /** The part of {@code memory} that starts at byte {@code offset}, whatever its values are. */
    public static Pointer bytesFrom(FloatPointer memory, long offset) {
        return new Part(memory, offset);
    }

    /** {@code length} floats from where {@code memory} points, below 2 GB. Does not own them. */
    public static FloatBuffer buffer(FloatPointer memory, long length) {
        return new Part(memory, 0).limit(length).asBuffer();
    }

    /**
     * A pointer of position 0: a call that takes a pointer of any type counts a position in bytes, and the JDK counts
     * the bytes up to a position in 31 bits.
     */
    private static final class Part extends FloatPointer {

        /** @param offset in bytes */
        Part(FloatPointer memory, long offset) {
            super(memory);
            address = memory.address() + memory.position() * Float.BYTES + offset;
            position = 0;
            limit = 0;
        }
    }

    @Override
    public void close() {
        if (memory != null) {
            memory.close();
            memory = null;
        }
    }
}
