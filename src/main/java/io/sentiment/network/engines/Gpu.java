package io.sentiment.network.engines;

import io.sentiment.network.Architecture;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Precision;
import io.sentiment.network.cuda.CudaEngine;
import io.sentiment.network.cuda.CudaSettings;
import io.sentiment.network.cuda.DeviceMemoryException;
import io.sentiment.network.cuda.driver.CudaDevice;
import io.sentiment.network.cuda.driver.CudaDriver;
import io.sentiment.network.cuda.driver.CudaException;
import io.sentiment.network.cuda.training.CudaLanguageModel;
import io.sentiment.network.cuda.training.CudaTraining;
import io.sentiment.network.cuda.training.CudaTrainingSettings;
import io.sentiment.network.cuda.training.ParameterPositions;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The GPU that this process computes on, and trains on. Thread-safe. */
public final class Gpu {

    private static final Logger LOG = LoggerFactory.getLogger(Gpu.class);

    /** The kernels are made for Turing and newer. */
    private static final int LEAST_CAPABILITY = 75;

    /** What an engine that measures in a training may take of its memory. */
    static final long MEASURING_BYTES = 2L << 30;

    /** Ampere and newer multiply bf16. */
    private static final int BF16_CAPABILITY = 80;

    /** What a GPU computes in. */
    static final List<Precision> PRECISIONS = List.of(Precision.FP32, Precision.FP16, Precision.BF16);

    /** Longer texts show nothing that these do not. */
    private static final int LONGEST_CHECKED = 64;

    /** Of each text that is checked, in one batch. */
    private static final int COPIES = 12;

    private final CudaDriver driver;
    private final CudaDevice device;
    private final CudaSettings settings;
    private final GpuState state = new GpuState();

    private Gpu(CudaDriver driver, CudaDevice device, CudaSettings settings) {
        this.driver = driver;
        this.device = device;
        this.settings = settings;
    }

    /**
     * The first GPU that the driver shows, or none where there is no driver, no GPU, or one that is too old.
     *
     * @param deviceBytes what a version may take of its memory
     * @param precision what it computes in, one of {@link #PRECISIONS}
     */
    public static Optional<Gpu> find(long deviceBytes, Precision precision) {
        try {
            CudaDriver driver = CudaDriver.load();
            List<CudaDevice> devices = driver.devices();
            if (devices.isEmpty()) {
                return Optional.empty();
            }
            CudaDevice first = devices.get(0);
            if (first.capability() >= LEAST_CAPABILITY) {
                return Optional.of(new Gpu(driver, first, new CudaSettings(deviceBytes, true, precision)));
            }
            LOG.info("Not computing on {}: its compute capability is {}.", first.name(), first.version());
            return Optional.empty();
        } catch (CudaException | LinkageError e) {
            LOG.debug("There is no GPU to compute on.", e);
            return Optional.empty();
        }
    }

    /** As its driver calls it. */
    public String name() {
        return device.name();
    }

    boolean multipliesBf16() {
        return device.capability() >= BF16_CAPABILITY;
    }

    /** What a training may take of its memory: all but what others of this machine and the driver need. */
    public long trainingBytes() {
        return device.memory() / 10 * 8;
    }

    /**
     * A training on it.
     *
     * @throws CudaException if it fails
     * @throws DeviceMemoryException if the training does not fit its memory
     */
    public CudaTraining training(
            Architecture architecture, ParameterPositions positions, CudaTrainingSettings training) {
        return new CudaTraining(driver, device, architecture, positions, training);
    }

    /**
     * A training of a language model on it.
     *
     * @throws CudaException if it fails
     * @throws DeviceMemoryException if the training does not fit its memory
     */
    public CudaLanguageModel languageModel(Architecture architecture, CudaTrainingSettings training) {
        return new CudaLanguageModel(driver, device, architecture, training);
    }

    /** An engine for weights, without a check and without another engine to fall back to: failures are exceptions. */
    public InferenceEngine engine(NetworkWeights weights) {
        return new CudaEngine(driver, device, weights, settings);
    }

    /** What it computes in. */
    Precision precision() {
        return settings.precision();
    }

    GpuState state() {
        return state;
    }

    /** Bytes of its memory that this process has. */
    long allocatedBytes() {
        return driver.allocatedBytes();
    }

    /**
     * An engine that has the GPU compute, after it has answered as the CPU does. Where the GPU does not do, or has failed
     * before, the CPU computes.
     *
     * @param opener opens an engine of the CPU
     * @param exact opens one that computes in single precision
     */
    InferenceEngine open(
            NetworkWeights weights,
            Function<NetworkWeights, InferenceEngine> opener,
            Function<NetworkWeights, InferenceEngine> exact) {
        if (state.reason() != null) {
            return opener.apply(weights);
        }
        if (!weights.architecture().particularsOrNone().computesAsUsual()) {
            LOG.info("A version is computed on the CPU: its activations, or its dense layer between, have no kernels.");
            return opener.apply(weights);
        }
        List<EncodedText> texts = texts(weights.architecture());
        // What fails on the CPU is no fault of the GPU.
        float[] expected;
        try (InferenceEngine reference = exact.apply(weights)) {
            expected = reference.positiveProbabilities(texts);
        }
        InferenceEngine engine;
        try {
            engine = new CudaEngine(driver, device, weights, settings);
        } catch (DeviceMemoryException tooLarge) {
            return opener.apply(computedOnCpu(weights, tooLarge));
        } catch (CudaException failure) {
            if (failure.isOutOfMemory()) {
                return opener.apply(computedOnCpu(weights, failure));
            }
            state.giveUp(failure);
            return opener.apply(weights);
        } catch (RuntimeException | LinkageError failure) {
            state.giveUp(failure);
            return opener.apply(weights);
        }
        try {
            check(engine, texts, expected);
        } catch (InexactException inexact) {
            closeAfter(inexact, engine);
            if (settings.precision() != Precision.FP32) {
                return opener.apply(computedOnCpu(weights, inexact));
            }
            state.giveUp(inexact);
            return opener.apply(weights);
        } catch (RuntimeException | LinkageError failure) {
            state.giveUp(failure);
            closeAfter(failure, engine);
            return opener.apply(weights);
        }
        return new FallbackEngine(engine, state, weights, opener);
    }

    private static NetworkWeights computedOnCpu(NetworkWeights weights, RuntimeException reason) {
        LOG.warn("A version is computed on the CPU: {}", reason.getMessage());
        return weights;
    }

    private void check(InferenceEngine engine, List<EncodedText> texts, float[] expected) {
        requireNear(expected, engine.positiveProbabilities(texts));
        // Few texts and many have kernels of their own.
        List<EncodedText> many = new ArrayList<>();
        for (int copy = 0; copy < COPIES; copy++) {
            many.addAll(texts);
        }
        requireNear(expected, engine.positiveProbabilities(many));
    }

    /** @param answered the expected ones, any times */
    private void requireNear(float[] expected, float[] answered) {
        for (int index = 0; index < answered.length; index++) {
            int text = index % expected.length;
            if (!(Math.abs(expected[text] - answered[index]) <= EngineSelection.tolerance(settings.precision()))) {
                throw new InexactException(String.format(
                        Locale.ROOT,
                        "In %s the GPU answers %s where the CPU answers %s.",
                        settings.precision().label(),
                        answered[index],
                        expected[text]));
            }
        }
    }

    /** Texts of several lengths, always the same. */
    private static List<EncodedText> texts(Architecture architecture) {
        Random random = new Random(1);
        int longest = Math.min(architecture.maximumLength(), LONGEST_CHECKED);
        List<EncodedText> texts = new ArrayList<>();
        for (int length : IntStream.of(1, longest / 3 + 1, longest).toArray()) {
            int[] ids = random.ints(length, 0, architecture.vocabularySize()).toArray();
            texts.add(new EncodedText(ids, length, 0, false));
        }
        return texts;
    }

    private static void closeAfter(Throwable failure, InferenceEngine engine) {
        try {
            engine.close();
        } catch (RuntimeException | LinkageError e) {
            failure.addSuppressed(e);
        }
    }

    /** An answer is not near enough to the CPU's: something is wrong with the GPU, or 16 bits do not suffice the network. */
    private static final class InexactException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        InexactException(String message) {
            super(message);
        }
    }
}
