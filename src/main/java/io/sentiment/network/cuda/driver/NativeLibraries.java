package io.sentiment.network.cuda.driver;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.List;

/**
 * Where NVIDIA's libraries are: the system finds them by name, as it does for any program. A system property names another
 * file instead.
 */
final class NativeLibraries {

    private static final List<String> DRIVER =
            Platform.isWindows() ? List.of("nvcuda") : List.of("libcuda.so.1", "libcuda.so");

    /** The newest first. CUDA 11 to 13 have the same functions. */
    private static final List<String> CUBLAS = Platform.isWindows()
            ? List.of("cublas64_13", "cublas64_12", "cublas64_11")
            : List.of("libcublas.so.13", "libcublas.so.12", "libcublas.so.11");

    private NativeLibraries() {}

    /** @throws CudaException if this machine has no driver of NVIDIA */
    static DriverCalls driver() {
        return load("io.sentiment.cuda.driver", DRIVER, DriverCalls.class, "driver of NVIDIA");
    }

    /** @throws CudaException if this machine has no cuBLAS of CUDA 11 to 13 */
    static BlasCalls cublas() {
        return load("io.sentiment.cuda.cublas", CUBLAS, BlasCalls.class, "cuBLAS of CUDA 11 to 13");
    }

    private static <T extends Library> T load(String property, List<String> names, Class<T> calls, String what) {
        // JNA has a mapping of pointers as longs; one of 32 bits would not do.
        if (!Platform.is64Bit()) {
            throw new CudaException("This Java is not one of 64 bits.");
        }
        String named = System.getProperty(property);
        for (String name : named == null ? names : List.of(named)) {
            try {
                return Native.load(name, calls);
            } catch (LinkageError e) {
                // The next may be there.
            }
        }
        throw new CudaException("This machine has no " + what + (named == null ? "." : " in '" + named + "'."));
    }
}
