package io.sentiment.network.cuda.driver;

/** A block of a device's memory, of any content at first. Owns it until {@link #close()}. */
public final class DeviceMemory implements AutoCloseable {

    private final CudaContext context;
    private final long address;
    private final long bytes;

    /** @throws CudaException if the device has not so much left */
    public DeviceMemory(CudaContext context, long bytes) {
        this.context = context;
        this.bytes = bytes;
        long[] result = {0};
        context.check(context.calls().cuMemAlloc_v2(result, bytes), "cuMemAlloc of " + bytes + " bytes");
        address = result[0];
        context.driver().count(bytes);
    }

    /** Room for so many floats or integers. */
    public static DeviceMemory ofWords(CudaContext context, long words) {
        return new DeviceMemory(context, Float.BYTES * words);
    }

    public long address() {
        return address;
    }

    /** The address of a float or an integer. */
    public long word(long index) {
        return address + Float.BYTES * index;
    }

    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        context.driver().count(-bytes);
        context.check(context.calls().cuMemFree_v2(address), "cuMemFree");
    }
}
