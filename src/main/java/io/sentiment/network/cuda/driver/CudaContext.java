package io.sentiment.network.cuda.driver;

/**
 * A hold on the primary context of a device, which the owners in a process share. Owns its hold until {@link #close()}.
 * Whoever calls anything of this package makes the context current for the thread first.
 */
public final class CudaContext implements AutoCloseable {

    /** {@code CUdevice_attribute} in {@code cuda.h}. */
    private static final int MULTIPROCESSORS = 16;

    private static final int COOPERATIVE_LAUNCH = 95;
    private static final int MOST_SHARED_BYTES = 97;

    private final CudaDriver driver;
    private final int device;
    private final long handle;

    public CudaContext(CudaDriver driver, CudaDevice device) {
        this.driver = driver;
        this.device = driver.handle(device);
        long[] result = {0};
        driver.check(driver.calls().cuDevicePrimaryCtxRetain(result, this.device), "cuDevicePrimaryCtxRetain");
        handle = result[0];
    }

    /** Makes the context that of the calling thread. */
    public void makeCurrent() {
        driver.check(driver.calls().cuCtxSetCurrent(handle), "cuCtxSetCurrent");
    }

    /** Multiprocessors of the device. */
    public int multiprocessors() {
        return driver.attribute(MULTIPROCESSORS, device);
    }

    /** Whether the blocks of a launch can be made to run at once. */
    public boolean launchesTogether() {
        return driver.attribute(COOPERATIVE_LAUNCH, device) != 0;
    }

    /** What the threads of a block may share of memory where the kernel asks for it. */
    public int mostSharedBytes() {
        return driver.attribute(MOST_SHARED_BYTES, device);
    }

    CudaDriver driver() {
        return driver;
    }

    DriverCalls calls() {
        return driver.calls();
    }

    void check(int status, String call) {
        driver.check(status, call);
    }

    @Override
    public void close() {
        check(calls().cuDevicePrimaryCtxRelease_v2(device), "cuDevicePrimaryCtxRelease");
    }
}
