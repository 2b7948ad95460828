package io.sentiment.network.dl4j;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * The first GPU, asked before ND4J is loaded: ND4J would load kernels that the GPU cannot run and end the process. The
 * CUDA bindings are only in a CUDA build, hence the reflection.
 *
 * @param computeCapability major · 10 + minor, as NVIDIA numbers its architectures
 */
record CudaDevice(int computeCapability) {

    private static final String RUNTIME = "org.bytedeco.cuda.global.cudart";

    /** Values of {@code cudaDeviceAttr}. */
    private static final int COMPUTE_CAPABILITY_MAJOR = 75;

    private static final int COMPUTE_CAPABILITY_MINOR = 76;

    /** What {@code nd4j-cuda-11.6} has machine code for: 3.7 to 8.6, which 8.9 (Ada) runs too; it has no PTX. */
    private static final int LOWEST = 37;

    private static final int HIGHEST = 89;

    /** Whether this is a CUDA build. */
    static boolean isInBuild() {
        try {
            Class.forName(RUNTIME, false, CudaDevice.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** The first GPU, or nothing where there is no GPU or no driver. */
    static Optional<CudaDevice> find() {
        try {
            int[] count = {0};
            Class<?> runtime = Class.forName(RUNTIME);
            runtime.getMethod("cudaGetDeviceCount", int[].class).invoke(null, (Object) count);
            return count[0] == 0
                    ? Optional.empty()
                    : Optional.of(new CudaDevice(10 * attribute(runtime, COMPUTE_CAPABILITY_MAJOR)
                            + attribute(runtime, COMPUTE_CAPABILITY_MINOR)));
        } catch (InvocationTargetException | LinkageError e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The CUDA bindings are not those that this program was written for.", e);
        }
    }

    /** Whether ND4J's CUDA library has code for this GPU. */
    boolean isSupported() {
        return computeCapability >= LOWEST && computeCapability <= HIGHEST;
    }

    private static int attribute(Class<?> runtime, int attribute) throws ReflectiveOperationException {
        int[] value = {0};
        runtime.getMethod("cudaDeviceGetAttribute", int[].class, int.class, int.class)
                .invoke(null, value, attribute, 0);
        return value[0];
    }
}
