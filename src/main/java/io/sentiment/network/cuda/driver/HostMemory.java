package io.sentiment.network.cuda.driver;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory of the host that stays where it is, so that a device copies from and to it on its own. Owns it until
 * {@link #close()}.
 */
public final class HostMemory implements AutoCloseable {

    private final CudaContext context;
    private final long address;
    private final ByteBuffer bytes;

    /** @param bytes below 2 GB */
    public HostMemory(CudaContext context, int bytes) {
        this.context = context;
        long[] result = {0};
        context.check(context.calls().cuMemHostAlloc(result, bytes, 0), "cuMemHostAlloc of " + bytes + " bytes");
        address = result[0];
        this.bytes = new Pointer(address).getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
    }

    long address() {
        return address;
    }

    /** The memory, valid until {@link #close()}. */
    public ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void close() {
        context.check(context.calls().cuMemFreeHost(address), "cuMemFreeHost");
    }
}
