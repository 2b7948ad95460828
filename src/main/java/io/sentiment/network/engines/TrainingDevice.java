package io.sentiment.network.engines;

import io.sentiment.network.InferenceEngine;
import io.sentiment.network.Precision;
import io.sentiment.network.cuda.DeviceMemoryException;
import io.sentiment.network.cuda.driver.CudaException;
import io.sentiment.network.dl4j.ComputeDevice;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.engines.EngineSelection.UnavailableEngineException;
import io.sentiment.network.onednn.OneDnn;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What computes a training. Immutable.
 *
 * @param gpu of NVIDIA, or null for the CPU, or the device on which ND4J computes
 * @param precision of the products on the GPU: fp32 or bf16
 * @param precisionOnCpu of the products on the CPU, also where a GPU fails: fp32 or bf16
 */
public record TrainingDevice(@Nullable Gpu gpu, Precision precision, Precision precisionOnCpu) {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingDevice.class);

    /** The CPU, or the device on which ND4J computes. */
    public static final TrainingDevice CPU = new TrainingDevice(null, Precision.FP32, Precision.FP32);

    /** The GPU if there is one; and bf16 on a CPU that has it, otherwise fp32. */
    public static final String AUTO = "auto";

    /** A GPU, or nothing. */
    public static final String CUDA = "cuda";

    /**
     * Chooses.
     *
     * @param device {@code auto} for a GPU where there is one, {@code cpu} or {@code cuda}
     * @param precision {@code fp32}, {@code bf16}, or {@code auto} for bf16 on a CPU that multiplies it and fp32 otherwise
     * @throws UnavailableEngineException if the machine does not offer that
     */
    public static TrainingDevice of(String device, String precision) {
        if (!List.of(AUTO, "cpu", CUDA).contains(device)) {
            throw new UnavailableEngineException(
                    "There is no device '" + device + "' to train on, only auto, cpu and cuda.");
        }
        boolean isAuto = precision.equals(AUTO);
        Precision wanted = isAuto
                ? Precision.FP32
                : Precision.ofLabel(precision)
                        .filter(known -> known == Precision.FP32 || known == Precision.BF16)
                        .orElseThrow(() -> new UnavailableEngineException(
                                "There is no training in '" + precision + "', only in auto, fp32 and bf16."));
        Gpu gpu = device.equals("cpu") || ComputeDevice.isOnGpu()
                ? null
                : Gpu.find(Gpu.MEASURING_BYTES, Precision.FP32).orElse(null);
        if (gpu == null && device.equals(CUDA)) {
            throw new UnavailableEngineException(
                    "This machine has no GPU to train on: leave --device out to train on the CPU.");
        }
        boolean cpuHasBf16 = !ComputeDevice.isOnGpu() && OneDnn.precisions().contains(Precision.BF16);
        if (wanted == Precision.BF16 && !(gpu == null ? cpuHasBf16 : gpu.multipliesBf16())) {
            throw new UnavailableEngineException("Training in bf16 needs a CPU with avx512_bf16, or a GPU of compute"
                    + " capability 8.0 or newer; leave the precision out for what this machine has.");
        }
        boolean isBf16OnCpu = cpuHasBf16 && (isAuto || wanted == Precision.BF16);
        return new TrainingDevice(gpu, wanted, isBf16OnCpu ? Precision.BF16 : Precision.FP32);
    }

    /** What {@code work} gives with an engine for a network, which stays the caller's; done anew on the CPU where a GPU fails. */
    public <T> T measure(SentimentNetwork network, Function<InferenceEngine, T> work) {
        if (gpu != null) {
            try (InferenceEngine engine = gpu.engine(network.weights())) {
                return work.apply(engine);
            } catch (CudaException | DeviceMemoryException | LinkageError failure) {
                LOG.warn("The CPU measures what the GPU did not: {}", failure.getMessage());
            }
        }
        return work.apply(new Dl4jEngine(network));
    }
}
