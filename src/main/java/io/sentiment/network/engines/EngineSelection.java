package io.sentiment.network.engines;

import io.sentiment.network.Architecture;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Precision;
import io.sentiment.network.dl4j.ComputeDevice;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.StoredNetwork;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.engine.OneDnnEngine;
import io.sentiment.network.onednn.engine.OneDnnSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which engine computes, chosen once for a process from what is wanted and what the machine offers. Immutable and
 * thread-safe.
 */
public final class EngineSelection {

    private static final Logger LOG = LoggerFactory.getLogger(EngineSelection.class);
    private static final String AUTO = "auto";
    private static final String DL4J = "dl4j";
    private static final String ONEDNN = "onednn";
    private static final String CUDA = "cuda";

    /** What a version may take of a GPU's memory where nobody says otherwise. */
    private static final long DEVICE_BYTES = 1L << 30;

    private final @Nullable OneDnnSettings settings;
    private final boolean automatic;
    private final @Nullable Gpu gpu;

    private EngineSelection(@Nullable OneDnnSettings settings, boolean automatic, @Nullable Gpu gpu) {
        this.settings = settings;
        this.automatic = automatic;
        this.gpu = gpu;
    }

    /** Chooses, see below; a version may take 1 GB of a GPU's memory. */
    public static EngineSelection of(String engine, String precision, int threads, long tableBytes) {
        return of(engine, precision, threads, tableBytes, DEVICE_BYTES);
    }

    /**
     * Chooses.
     *
     * @param engine {@code dl4j}, {@code onednn}, {@code cuda}, or {@code auto} for the fastest that the machine has
     * @param precision {@code fp32}, {@code fp16}, {@code bf16} or {@code int8}; where a GPU computes in 16 bits and has to be
     *     given up, the CPU goes on in fp32 unless it has that precision too
     * @param threads how many threads compute; 0 stands for all processors
     * @param tableBytes what the look-up table of a version may take of native memory
     * @param deviceBytes what a version may take of the memory of a GPU
     * @throws UnavailableEngineException if the machine does not offer that, with what it does
     */
    public static EngineSelection of(String engine, String precision, int threads, long tableBytes, long deviceBytes) {
        List<String> known = List.of(AUTO, DL4J, ONEDNN, CUDA);
        if (!known.contains(engine)) {
            throw new UnavailableEngineException("There is no engine '" + engine + "'. " + offers());
        }
        Precision wanted = Precision.ofLabel(precision)
                .orElseThrow(
                        () -> new UnavailableEngineException("There is no precision '" + precision + "'. " + offers()));
        Optional<Gpu> gpu = gpu(engine, wanted, deviceBytes);
        if (engine.equals(CUDA) && gpu.isEmpty()) {
            throw new UnavailableEngineException(
                    "This machine cannot compute with cuda in " + wanted.label() + ". " + offers());
        }
        if (engine.equals(AUTO) && wanted == Precision.FP16 && gpu.isEmpty()) {
            throw new UnavailableEngineException(
                    "Only a GPU computes in fp16, and this machine has none that does. " + offers());
        }
        boolean automatic = engine.equals(AUTO) || engine.equals(CUDA);
        return new EngineSelection(
                onCpu(automatic ? AUTO : engine, inReserve(wanted, gpu.isPresent()), threads, tableBytes),
                automatic,
                gpu.orElse(null));
    }

    /** What the CPU computes in: all that is wanted, but behind a GPU what it has. */
    private static Precision inReserve(Precision wanted, boolean behindGpu) {
        boolean offered = objection() == null && OneDnn.precisions().contains(wanted);
        return behindGpu && !offered ? Precision.FP32 : wanted;
    }

    private static @Nullable OneDnnSettings onCpu(String engine, Precision wanted, int threads, long tableBytes) {
        String objection = objection();
        if (engine.equals(DL4J) || (engine.equals(AUTO) && objection != null)) {
            if (wanted != Precision.FP32) {
                throw new UnavailableEngineException("The engine dl4j computes only in fp32. " + offers());
            }
            if (engine.equals(AUTO)) {
                LOG.info("Computing with dl4j, because {}.", objection);
            }
            return null;
        }
        if (objection != null || !OneDnn.precisions().contains(wanted)) {
            throw new UnavailableEngineException(
                    "This machine cannot compute with onednn in " + wanted.label() + ". " + offers());
        }
        long bound = Pointer.maxBytes();
        if (bound > 0 && tableBytes > bound) {
            throw new UnavailableEngineException("A look-up table of up to " + tableBytes
                    + " bytes is more than the native memory of " + bound
                    + " bytes: lower sentiment.inference.table-memory or raise -Dorg.bytedeco.javacpp.maxbytes.");
        }
        int members = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        return new OneDnnSettings(wanted, members, tableBytes);
    }

    /** Where ND4J computes on a GPU of its own it is left alone. */
    private static Optional<Gpu> gpu(String engine, Precision wanted, long deviceBytes) {
        boolean asked = engine.equals(CUDA) || engine.equals(AUTO);
        return asked && Gpu.PRECISIONS.contains(wanted) && !ComputeDevice.isOnGpu()
                ? Gpu.find(deviceBytes, wanted)
                : Optional.empty();
    }

    /**
     * An engine for a network. Only {@code dl4j} loads ND4J. Throws what reading the network does.
     *
     * @throws UnavailableEngineException if the engine that was named cannot compute such a network
     * @throws OutOfMemoryError if native memory does not suffice
     */
    public InferenceEngine open(StoredNetwork network) {
        if (gpu != null) {
            return gpu.open(network.readWeights(), this::openOnCpu, this::openExactly);
        }
        return settings == null || !suits(settings, network.architecture())
                ? Dl4jEngine.of(network)
                : new OneDnnEngine(network.readWeights(), settings);
    }

    private InferenceEngine openOnCpu(NetworkWeights weights) {
        return settings == null || !suits(settings, weights.architecture())
                ? new Dl4jEngine(SentimentNetwork.of(weights))
                : new OneDnnEngine(weights, settings);
    }

    /** What the answers of a GPU are compared with: the CPU in single precision, without the tables that make it fast. */
    private InferenceEngine openExactly(NetworkWeights weights) {
        return settings == null || !OneDnnEngine.computes(weights.architecture())
                ? new Dl4jEngine(SentimentNetwork.of(weights))
                : new OneDnnEngine(weights, new OneDnnSettings(Precision.FP32, settings.threads(), 0));
    }

    /** What this process predicts on. Loads ND4J only where that computes. */
    public ComputeDevice device() {
        return settings == null ? ComputeDevice.current() : ComputeDevice.ofCpu(settings.threads());
    }

    /**
     * How far an answer in a precision may be from the network's own: what its numbers cost, and some times more. An engine
     * that is wrong is farther.
     */
    public static double tolerance(Precision precision) {
        return switch (precision) {
            case FP32 -> 1e-5;
            case FP16 -> 5e-3;
            case BF16 -> 2e-2;
            case INT8 -> 5e-2;
        };
    }

    /** The name of the engine that computes now. */
    public String engine() {
        if (gpu != null && gpu.state().reason() == null) {
            return CUDA;
        }
        return settings == null ? DL4J : ONEDNN;
    }

    /** The name of the GPU that computes, where one does. */
    public Optional<String> gpu() {
        return Optional.ofNullable(gpu).map(Gpu::name);
    }

    /** What the GPU failed with, where one did and the CPU computes instead. */
    public Optional<String> gpuFailure() {
        return Optional.ofNullable(gpu).map(Gpu::state).map(GpuState::reason);
    }

    /** Bytes that this process has of the GPU's memory. */
    public long gpuBytes() {
        return gpu == null ? 0 : gpu.allocatedBytes();
    }

    /** The precision of its matrix products. */
    public Precision precision() {
        if (gpu != null && gpu.state().reason() == null) {
            return gpu.precision();
        }
        return settings == null ? Precision.FP32 : settings.precision();
    }

    /** Threads that compute for one engine of the CPU. */
    public int threads() {
        return settings == null ? ComputeDevice.current().threads() : settings.threads();
    }

    private boolean suits(OneDnnSettings wanted, Architecture architecture) {
        if (OneDnnEngine.computes(architecture)) {
            return true;
        }
        String reason = "onednn takes embeddings of less than 2 GB, not " + architecture.vocabularySize() + " × "
                + architecture.embeddingSize();
        if (!automatic || wanted.precision() != Precision.FP32) {
            throw new UnavailableEngineException("This network needs the engine dl4j in fp32: " + reason + ".");
        }
        LOG.info("Computing with dl4j, because {}.", reason);
        return false;
    }

    /** Whether oneDNN can compute matrix products in single precision here, whichever engine was chosen. */
    public static boolean hasOneDnn() {
        return objection() == null;
    }

    private static @Nullable String objection() {
        return ComputeDevice.isOnGpu() ? "ND4J computes on a GPU" : OneDnn.objection();
    }

    private static String offers() {
        String oneDnn = objection() == null ? ", and onednn with " + labels(OneDnn.precisions()) : "";
        String cuda =
                Gpu.find(DEVICE_BYTES, Precision.FP32).isPresent() ? ", and cuda with " + labels(Gpu.PRECISIONS) : "";
        return String.format(
                Locale.ROOT, "This machine offers dl4j with fp32%s%s; auto takes the fastest.", oneDnn, cuda);
    }

    private static String labels(List<Precision> precisions) {
        return precisions.stream().map(Precision::label).collect(Collectors.joining(", "));
    }

    /** An engine or precision that this machine does not offer; the message says what it does. */
    public static final class UnavailableEngineException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnavailableEngineException(String message) {
            super(message);
        }
    }
}
