package io.sentiment.network.dl4j;

import io.sentiment.network.onednn.Processor;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What this process computes on.
 *
 * @param backend {@code CPU} or {@code CUDA}
 * @param device the name of the processor or of the GPU
 * @param cpuFeatures vector instructions of the CPU that matter for matrix products; empty where the operating system
 *     does not tell
 * @param threads processors that one computation uses
 */
public record ComputeDevice(String backend, String device, List<String> cpuFeatures, int threads) {

    private static final String CPU = "CPU";
    private static final String CUDA = "CUDA";

    /** Copies the list. */
    public ComputeDevice {
        cpuFeatures = List.copyOf(cpuFeatures);
    }

    /**
     * The device of this process; the first call loads ND4J.
     *
     * @throws UnsupportedDeviceException if this build needs a GPU and there is none that it can use
     */
    public static ComputeDevice current() {
        BackendSelection.ensureMade();
        Properties environment = Nd4j.getExecutioner().getEnvironmentInformation();
        Processor processor = Processor.current();
        boolean cuda = CUDA.equals(environment.get(Nd4jEnvironment.BACKEND_KEY));
        Object threads = environment.getOrDefault(
                Nd4jEnvironment.OMP_THREADS_KEY, Runtime.getRuntime().availableProcessors());
        return new ComputeDevice(
                cuda ? CUDA : CPU,
                cuda ? gpuName(environment) : processor.name(),
                processor.features(),
                ((Number) threads).intValue());
    }

    /**
     * The CPU of this process, without loading ND4J.
     *
     * @param threads that one computation uses
     */
    public static ComputeDevice ofCpu(int threads) {
        Processor processor = Processor.current();
        return new ComputeDevice(CPU, processor.name(), processor.features(), threads);
    }

    /**
     * Whether ND4J computes on a GPU in this process. Loads ND4J only in a build that has its CUDA backend.
     *
     * @throws UnsupportedDeviceException if this build needs a GPU and there is none that it can use
     */
    public static boolean isOnGpu() {
        return BackendSelection.CudaDevice.isInBuild() && current().isCuda();
    }

    /** Whether ND4J computes on a GPU. */
    public boolean isCuda() {
        return backend.equals(CUDA);
    }

    private static String gpuName(Properties environment) {
        return environment.get(Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY) instanceof List<?> gpus
                        && gpus.get(0) instanceof Map<?, ?> first
                ? String.valueOf(first.get(Nd4jEnvironment.CUDA_DEVICE_NAME_KEY))
                : CUDA;
    }

    /** This build can only compute on a GPU, and there is none that it can use; the message is one sentence. */
    public static final class UnsupportedDeviceException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnsupportedDeviceException(String message) {
            super(message);
        }
    }
}
