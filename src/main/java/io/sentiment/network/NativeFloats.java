package io.sentiment.network;

import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/** A block of native memory that grows with what is asked of it and is otherwise used again and again. */
final class NativeFloats implements AutoCloseable {

    private @Nullable FloatPointer memory;

    /** At least {@code length} floats of any content; what an earlier call gave is no longer valid. */
    FloatPointer ofLength(long length) {
        if (memory == null || memory.capacity() < length) {
            close();
            memory = new FloatPointer(length);
        }
        return memory;
    }

    /** The part of {@code memory} that starts at element {@code offset}. */
    static FloatPointer from(FloatPointer memory, long offset) {
        return new FloatPointer(memory).position(memory.position() + offset);
    }

    @Override
    public void close() {
        if (memory != null) {
            memory.close();
            memory = null;
        }
    }
}
