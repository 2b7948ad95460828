package io.sentiment.network.engines;

import io.sentiment.network.InferenceEngine;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Piece;
import io.sentiment.network.Piece.Reading;
import io.sentiment.text.EncodedText;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine on a GPU that gives the work up for the CPU when the device fails, without a failed call. Keeps the weights in
 * the heap for that, besides what the GPU has.
 */
final class FallbackEngine implements InferenceEngine {

    private static final Logger LOG = LoggerFactory.getLogger(FallbackEngine.class);

    private final GpuState state;
    private final NetworkWeights weights;
    private final Function<NetworkWeights, InferenceEngine> opener;
    private @Nullable InferenceEngine gpu;
    private @Nullable InferenceEngine reserve;

    /**
     * Takes the engine over.
     *
     * @param opener opens an engine of the CPU
     */
    FallbackEngine(
            InferenceEngine gpu,
            GpuState state,
            NetworkWeights weights,
            Function<NetworkWeights, InferenceEngine> opener) {
        this.gpu = gpu;
        this.state = state;
        this.weights = weights;
        this.opener = opener;
    }

    /** The name of what computes now. */
    @Override
    public String name() {
        return gpu == null ? reserve().name() : gpu.name();
    }

    @Override
    public float[] positiveProbabilities(List<EncodedText> texts) {
        texts.forEach(weights.architecture()::requireReadable);
        return answer(engine -> {
            float[] probabilities = engine.positiveProbabilities(texts);
            for (float probability : probabilities) {
                requireProbability(probability);
            }
            return probabilities;
        });
    }

    /** What one of them remembers the other goes on from. */
    @Override
    public List<Reading> read(List<Piece> pieces) {
        pieces.forEach(weights.architecture()::requireReadable);
        return answer(engine -> {
            List<Reading> readings = engine.read(pieces);
            readings.forEach(reading -> requireProbability(reading.positive()));
            return readings;
        });
    }

    private <T> T answer(Function<InferenceEngine, T> question) {
        InferenceEngine device = gpu;
        if (device != null) {
            try {
                return question.apply(device);
            } catch (RuntimeException | LinkageError failure) {
                state.giveUp(failure);
                gpu = null;
                close(device);
            }
        }
        return question.apply(reserve());
    }

    @Override
    public void close() {
        if (gpu != null) {
            close(gpu);
            gpu = null;
        }
        if (reserve != null) {
            reserve.close();
            reserve = null;
        }
    }

    private InferenceEngine reserve() {
        InferenceEngine opened = reserve;
        if (opened == null) {
            opened = opener.apply(weights);
            reserve = opened;
        }
        return opened;
    }

    /** A device that has failed may fail again when it is asked to release what it has. */
    private static void close(InferenceEngine device) {
        try {
            device.close();
        } catch (RuntimeException | LinkageError failure) {
            LOG.debug("The GPU did not release all.", failure);
        }
    }

    private static void requireProbability(float value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalStateException("The network answers " + value + ", which is no probability.");
        }
    }
}
