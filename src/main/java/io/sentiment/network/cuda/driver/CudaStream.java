package io.sentiment.network.cuda.driver;

/** What a device does one thing after the other. Owns the stream until {@link #close()}. For one thread at a time. */
public final class CudaStream implements AutoCloseable {

    /** Does not wait for the stream that programs without streams of their own use. */
    private static final int NON_BLOCKING = 1;

    /** Calls of other threads do not disturb a capture. */
    private static final int CAPTURE_RELAXED = 2;

    private final CudaContext context;
    private final long handle;

    public CudaStream(CudaContext context) {
        this.context = context;
        long[] result = {0};
        context.check(context.calls().cuStreamCreate(result, NON_BLOCKING), "cuStreamCreate");
        handle = result[0];
    }

    /** Copies the first bytes of a block to the device, from where the memory starts. Both stay as they are until then. */
    public void copy(HostMemory from, long to, long bytes) {
        context.check(context.calls().cuMemcpyHtoDAsync_v2(to, from.address(), bytes, handle), "cuMemcpyHtoDAsync");
    }

    /** Copies from the device to the start of a block, where it is after {@link #await}. */
    public void copy(long from, HostMemory to, long bytes) {
        context.check(context.calls().cuMemcpyDtoHAsync_v2(to.address(), from, bytes, handle), "cuMemcpyDtoHAsync");
    }

    /** Copies floats to the device, a block at a time, and waits until they are there. */
    public void upload(float[] values, int from, int count, HostMemory stage, long to) {
        int most = stage.bytes().capacity() / Float.BYTES;
        for (int first = 0; first < count; first += most) {
            int part = Math.min(most, count - first);
            stage.bytes().clear().asFloatBuffer().put(values, from + first, part);
            copy(stage, to + (long) Float.BYTES * first, (long) Float.BYTES * part);
            await();
        }
    }

    /** Copies floats from the device, a block at a time. */
    public void download(long from, HostMemory stage, float[] values, int to, int count) {
        int most = stage.bytes().capacity() / Float.BYTES;
        for (int first = 0; first < count; first += most) {
            int part = Math.min(most, count - first);
            copy(from + (long) Float.BYTES * first, stage, (long) Float.BYTES * part);
            await();
            stage.bytes().clear().asFloatBuffer().get(values, to + first, part);
        }
    }

    /** Sets floats to a value. */
    public void fill(long address, float value, long count) {
        context.check(
                context.calls().cuMemsetD32Async(address, Float.floatToRawIntBits(value), count, handle),
                "cuMemsetD32Async");
    }

    /** Waits until all is done. A kernel that failed on the device makes this call fail, or a later one. */
    public void await() {
        context.check(context.calls().cuStreamSynchronize(handle), "cuStreamSynchronize");
    }

    /** What {@code work} asks of this stream, to be done as one; it is not done now. */
    public CudaGraph capture(Runnable work) {
        context.check(context.calls().cuStreamBeginCapture_v2(handle, CAPTURE_RELAXED), "cuStreamBeginCapture");
        long graph;
        try {
            work.run();
        } catch (RuntimeException | Error failure) {
            abandonCapture(failure);
            throw failure;
        }
        long[] result = {0};
        context.check(context.calls().cuStreamEndCapture(handle, result), "cuStreamEndCapture");
        graph = result[0];
        return new CudaGraph(context, this, graph);
    }

    long handle() {
        return handle;
    }

    CudaContext context() {
        return context;
    }

    private void abandonCapture(Throwable failure) {
        long[] result = {0};
        int status = context.calls().cuStreamEndCapture(handle, result);
        if (status == 0 && result[0] != 0) {
            status = context.calls().cuGraphDestroy(result[0]);
        }
        if (status != 0) {
            failure.addSuppressed(new CudaException("The capture was abandoned with status " + status + "."));
        }
    }

    @Override
    public void close() {
        context.check(context.calls().cuStreamDestroy_v2(handle), "cuStreamDestroy");
    }
}
