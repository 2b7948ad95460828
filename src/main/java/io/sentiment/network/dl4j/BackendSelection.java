package io.sentiment.network.dl4j;

import io.sentiment.network.dl4j.ComputeDevice.UnsupportedDeviceException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;
import org.deeplearning4j.util.CrashReportingUtil;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.config.ND4JClassLoading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses between ND4J's backends before ND4J is loaded: the GPU where this build has CUDA and the GPU is one that it
 * has code for, the CPU otherwise.
 */
final class BackendSelection {

    private static final Logger LOG = LoggerFactory.getLogger(BackendSelection.class);
    private static final String CPU_BACKEND = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";

    private BackendSelection() {}

    /** Chooses at the first call; to be called before any use of ND4J. */
    static void ensureMade() {
        Choice.ensureInitialised();
    }

    /**
     * Why a CUDA build cannot use its GPU, in one sentence, or null if it can.
     *
     * @param gpu the first GPU, if there is one
     */
    static @Nullable String objection(Optional<CudaDevice> gpu) {
        if (gpu.isEmpty()) {
            return "This build computes on NVIDIA GPUs, but this machine has no GPU or no driver for it.";
        }
        int capability = gpu.get().computeCapability();
        return gpu.get().isSupported()
                ? null
                : "This build has no code for a GPU of compute capability " + capability / 10 + "." + capability % 10
                        + ": it runs on 3.7 to 8.9 (Kepler K80 to Ada), not on Hopper or newer.";
    }

    private static void choose() {
        // DL4J would write files with memory reports into the working folder when memory runs out.
        CrashReportingUtil.crashDumpsEnabled(false);
        if (!CudaDevice.isInBuild()) {
            return;
        }
        String objection = objection(CudaDevice.find());
        if (objection == null) {
            return;
        }
        if (!isPresent(CPU_BACKEND)) {
            throw new UnsupportedDeviceException(objection);
        }
        LOG.warn("{} COMPUTING ON THE CPU INSTEAD.", objection);
        ND4JClassLoading.setNd4jClassloader(new WithoutCuda(BackendSelection.class.getClassLoader()));
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, BackendSelection.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Made once by the JVM's own locking of class initialisation. */
    private static final class Choice {

        static {
            choose();
        }

        static void ensureInitialised() {
            // Calling this method is what initialises the class.
        }
    }

    /** Hides ND4J's CUDA backend: ND4J takes the backend of highest priority that a class loader offers. */
    static final class WithoutCuda extends ClassLoader {

        private static final String SERVICES = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

        WithoutCuda(ClassLoader parent) {
            super(parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            Enumeration<URL> resources = super.getResources(name);
            if (!name.equals(SERVICES)) {
                return resources;
            }
            return Collections.enumeration(Collections.list(resources).stream()
                    .filter(url -> !url.toString().contains("nd4j-cuda"))
                    .toList());
        }
    }

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
                throw new IllegalStateException(
                        "The CUDA bindings are not those that this program was written for.", e);
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
}
