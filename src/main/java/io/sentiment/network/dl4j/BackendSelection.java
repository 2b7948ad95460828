package io.sentiment.network.dl4j;

import io.sentiment.network.UnsupportedDeviceException;
import java.io.IOException;
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
}
