package io.sentiment.network.cuda.driver;

/**
 * A hold on the primary context of a device, which the owners in a process share. Owns its hold until {@link #close()}.
 * Whoever calls anything of this package makes the context current for the thread first.
 */
public final class CudaContext implements AutoCloseable {

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
