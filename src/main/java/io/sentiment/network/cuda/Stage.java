package io.sentiment.network.cuda;

import io.sentiment.network.cuda.driver.CudaContext;
import io.sentiment.network.cuda.driver.CudaStream;
import io.sentiment.network.cuda.driver.DeviceMemory;
import io.sentiment.network.cuda.driver.HostMemory;
import io.sentiment.network.onednn.Owned;

/** Copies values to a device, as it stores them. Owns the memory that they pass until {@link #close()}. */
final class Stage implements AutoCloseable {

    /** Bytes that are copied at a time. */
    private static final int BYTES = 4 << 20;

    private final CudaContext context;
    private final CudaStream stream;
    private final HostMemory passed;

    Stage(CudaContext context, CudaStream stream) {
        this.context = context;
        this.stream = stream;
        passed = new HostMemory(context, BYTES);
    }

    /** Copies to new memory, which the owner takes over. */
    DeviceMemory upload(float[] values, Numbers as, Owned owner) {
        int size = as.factors().bytes();
        DeviceMemory memory = owner.add(new DeviceMemory(context, (long) size * values.length));
        for (int first = 0; first < values.length; first += BYTES / size) {
            int count = Math.min(BYTES / size, values.length - first);
            as.write(values, first, count, passed.bytes());
            stream.copy(passed, memory.address() + (long) size * first, (long) size * count);
            stream.await();
        }
        return memory;
    }

    @Override
    public void close() {
        passed.close();
    }
}
