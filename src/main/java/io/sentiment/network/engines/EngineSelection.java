package io.sentiment.network.engines;

import io.sentiment.network.Architecture;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.Precision;
import io.sentiment.network.dl4j.ComputeDevice;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.engine.OneDnnEngine;
import io.sentiment.network.onednn.engine.OneDnnSettings;
import java.util.List;
import java.util.Locale;
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

    private final @Nullable OneDnnSettings settings;
    private final boolean automatic;

    private EngineSelection(@Nullable OneDnnSettings settings, boolean automatic) {
        this.settings = settings;
        this.automatic = automatic;
    }

    /**
     * Chooses.
     *
     * @param engine {@code dl4j}, {@code onednn}, or {@code auto} for the fastest that the machine has
     * @param precision {@code fp32}, {@code bf16} or {@code int8}
     * @param threads how many threads compute; 0 stands for all processors
     * @param tableBytes what the look-up table of a version may take of native memory
     * @throws UnavailableEngineException if the machine does not offer that, with what it does
     */
    public static EngineSelection of(String engine, String precision, int threads, long tableBytes) {
        List<String> known = List.of(AUTO, DL4J, ONEDNN);
        if (!known.contains(engine)) {
            throw new UnavailableEngineException("There is no engine '" + engine + "'. " + offers());
        }
        Precision wanted = Precision.ofLabel(precision)
                .orElseThrow(
                        () -> new UnavailableEngineException("There is no precision '" + precision + "'. " + offers()));
        String objection = objection();
        if (engine.equals(DL4J) || (engine.equals(AUTO) && objection != null)) {
            if (wanted != Precision.FP32) {
                throw new UnavailableEngineException("The engine dl4j computes only in fp32. " + offers());
            }
            if (engine.equals(AUTO)) {
                LOG.info("Computing with dl4j, because {}.", objection);
            }
            return new EngineSelection(null, engine.equals(AUTO));
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
        return new EngineSelection(new OneDnnSettings(wanted, members, tableBytes), engine.equals(AUTO));
    }

    /**
     * An engine for a network, which it takes over, unless an exception says that there is none.
     *
     * @throws UnavailableEngineException if the engine that was named cannot compute such a network
     * @throws OutOfMemoryError if native memory does not suffice
     */
    public InferenceEngine open(SentimentNetwork network) {
        if (settings == null || !suits(settings, network.architecture())) {
            return new Dl4jEngine(network);
        }
        InferenceEngine engine = new OneDnnEngine(network.weights(), settings);
        network.close();
        return engine;
    }

    /** The name of the engine. */
    public String engine() {
        return settings == null ? DL4J : ONEDNN;
    }

    /** The precision of its matrix products. */
    public Precision precision() {
        return settings == null ? Precision.FP32 : settings.precision();
    }

    /** Threads that compute for one engine. */
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

    private static @Nullable String objection() {
        return ComputeDevice.current().isCuda() ? "ND4J computes on a GPU" : OneDnn.objection();
    }

    private static String offers() {
        String oneDnn = objection() == null
                ? ", and onednn with "
                        + OneDnn.precisions().stream().map(Precision::label).collect(Collectors.joining(", "))
                : "";
        return String.format(Locale.ROOT, "This machine offers dl4j with fp32%s; auto takes the fastest.", oneDnn);
    }

    /** An engine or precision that this machine does not offer; the message says what it does. */
    public static final class UnavailableEngineException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnavailableEngineException(String message) {
            super(message);
        }
    }
}
