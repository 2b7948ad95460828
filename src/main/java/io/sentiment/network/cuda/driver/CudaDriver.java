package io.sentiment.network.cuda.driver;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The driver of NVIDIA as this machine has it. Thread-safe. */
public final class CudaDriver {

    private static final int OUT_OF_MEMORY = 2;
    private static final int CAPABILITY_MAJOR = 75;
    private static final int CAPABILITY_MINOR = 76;

    private final DriverCalls calls;
    private final AtomicLong allocated = new AtomicLong();

    private CudaDriver(DriverCalls calls) {
        this.calls = calls;
    }

    /**
     * Finds and starts the driver, which takes a tenth of a second where there is a GPU, and next to nothing where not.
     *
     * @throws CudaException if this machine has none, or it does not start
     */
    public static CudaDriver load() {
        CudaDriver driver = new CudaDriver(NativeLibraries.driver());
        driver.check(driver.calls.cuInit(0), "cuInit");
        return driver;
    }

    /** The GPUs that this process may use. */
    public List<CudaDevice> devices() {
        int[] count = {0};
        check(calls.cuDeviceGetCount(count), "cuDeviceGetCount");
        List<CudaDevice> devices = new ArrayList<>();
        for (int ordinal = 0; ordinal < count[0]; ordinal++) {
            devices.add(device(ordinal));
        }
        return devices;
    }

    /** Bytes of device memory that this process holds by this driver. */
    public long allocatedBytes() {
        return allocated.get();
    }

    void count(long bytes) {
        allocated.addAndGet(bytes);
    }

    DriverCalls calls() {
        return calls;
    }

    /** The driver's handle of a device. */
    int handle(CudaDevice device) {
        int[] handle = {0};
        check(calls.cuDeviceGet(handle, device.ordinal()), "cuDeviceGet");
        return handle[0];
    }

    /** @throws CudaException if a call has failed, with its name and that of its status */
    void check(int status, String call) {
        if (status != 0) {
            throw new CudaException(
                    call + " failed with status " + status + " (" + nameOf(status) + ").", status == OUT_OF_MEMORY);
        }
    }

    private CudaDevice device(int ordinal) {
        int[] handle = {0};
        check(calls.cuDeviceGet(handle, ordinal), "cuDeviceGet");
        byte[] name = new byte[256];
        check(calls.cuDeviceGetName(name, name.length, handle[0]), "cuDeviceGetName");
        long[] memory = {0};
        check(calls.cuDeviceTotalMem_v2(memory, handle[0]), "cuDeviceTotalMem");
        int capability = 10 * attribute(CAPABILITY_MAJOR, handle[0]) + attribute(CAPABILITY_MINOR, handle[0]);
        return new CudaDevice(ordinal, Native.toString(name), capability, memory[0]);
    }

    int attribute(int which, int device) {
        int[] value = {0};
        check(calls.cuDeviceGetAttribute(value, which, device), "cuDeviceGetAttribute");
        return value[0];
    }

    private String nameOf(int status) {
        long[] text = {0};
        return calls.cuGetErrorName(status, text) == 0 && text[0] != 0
                ? new Pointer(text[0]).getString(0)
                : "a status that the driver does not know";
    }
}
