package io.sentiment.network.onednn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A block of native memory, zeroed unless it says otherwise, that starts at a cache line, or at a huge page if it is as large as one. Owns the
 * memory until {@link #close()}.
 */
public final class NativeBlock implements AutoCloseable {

    private static final int CACHE_LINE = 64;

    private final BytePointer memory;
    private final long start;
    private final long bytes;

    /** @throws OutOfMemoryError if JavaCPP's bound of native memory or the memory itself does not suffice */
    public NativeBlock(long bytes) {
        this(bytes, new BytePointer(bytes + alignment(bytes)));
        useHugePages();
        Pointer.memset(cursor().at(0), 0, bytes);
    }

    private NativeBlock(long bytes, BytePointer memory) {
        this.bytes = bytes;
        this.memory = memory;
        start = -memory.address() & (alignment(bytes) - 1);
    }

    /**
     * A block of any content. What of it nobody has written to takes no memory yet, if it is large.
     *
     * @throws OutOfMemoryError if JavaCPP's bound of native memory does not suffice
     */
    public static NativeBlock reserved(long bytes) {
        return new NativeBlock(bytes, new BytePointer(bytes + alignment(bytes)));
    }

    /** Moves the block into huge pages, where the system has such; all of it takes memory then. */
    public void useHugePages() {
        HugePages.use(memory.address() + start, bytes);
    }

    private static long alignment(long bytes) {
        return bytes < HugePages.SIZE ? CACHE_LINE : HugePages.SIZE;
    }

    public static NativeBlock ofFloats(float[] values) {
        NativeBlock block = new NativeBlock((long) values.length * Float.BYTES);
        block.floats().put(0, values);
        return block;
    }

    public static NativeBlock ofBytes(byte[] values) {
        NativeBlock block = new NativeBlock(values.length);
        block.buffer().put(0, values);
        return block;
    }

    /** An address for one thread to move about in this block. */
    public Cursor cursor() {
        return new Cursor(new BytePointer(memory), start);
    }

    /** The memory as a buffer, valid until {@link #close()}; for blocks below 2 GB. */
    ByteBuffer buffer() {
        // A buffer of JavaCPP begins where the pointer does, whatever its position.
        return new BytePointer(memory)
                .position(start)
                .limit(start + bytes)
                .asByteBuffer()
                .slice()
                .order(ByteOrder.nativeOrder());
    }

    /** Where the block starts, valid until {@link #close()}. */
    public long address() {
        return memory.address() + start;
    }

    public FloatBuffer floats() {
        return buffer().asFloatBuffer();
    }

    public IntBuffer ints() {
        return buffer().asIntBuffer();
    }

    @Override
    public void close() {
        memory.close();
    }

    /** One pointer that every call moves, so that a call makes no garbage. For one thread. */
    public record Cursor(BytePointer pointer, long start) {

        /** The address at an offset in bytes, until the next call. */
        public BytePointer at(long offset) {
            return pointer.position(start + offset);
        }
    }
}
