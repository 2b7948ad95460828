package io.sentiment.benchmark.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.sentiment.benchmark.LstmWeights;
import io.sentiment.benchmark.TimeMajor;
import io.sentiment.network.InferenceEngine;
import io.sentiment.text.EncodedText;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** ONNX Runtime on its CPU provider, with all its optimisations of the graph. */
public final class OnnxEngine implements InferenceEngine {

    /** How the runtime learns where texts of different lengths end. */
    public enum Layout {
        /** It computes the padding too. */
        PADDED("padded"),
        /** By the input {@code sequence_lens} of the LSTM. */
        SEQUENCE_LENGTHS("lengths");

        private final String label;

        Layout(String label) {
            this.label = label;
        }
    }

    private final Layout layout;
    private final OrtEnvironment environment;
    private final OrtSession session;

    /** Copies the weights. */
    public OnnxEngine(LstmWeights weights, Layout layout, int threads) {
        this.layout = layout;
        environment = OrtEnvironment.getEnvironment();
        byte[] model = layout == Layout.PADDED ? OnnxNetwork.padded(weights) : OnnxNetwork.withSequenceLengths(weights);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OptLevel.ALL_OPT);
            options.setExecutionMode(ExecutionMode.SEQUENTIAL);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setCPUArenaAllocator(true);
            options.setMemoryPatternOptimization(true);
            session = environment.createSession(model, options);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not read its model.", e);
        }
    }

    @Override
    public String name() {
        return "ONNX Runtime " + layout.label;
    }

    @Override
    public float[] positiveProbabilities(List<EncodedText> texts) {
        TimeMajor batch = TimeMajor.inOrder(texts);
        long[] shape = {batch.steps(), texts.size()};
        try (OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(batch.tokenIds()), shape);
                OnnxTensor end = end(batch);
                OrtSession.Result result = session.run(Map.of(OnnxNetwork.IDS, ids, endName(), end))) {
            float[] probabilities = new float[texts.size()];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(probabilities);
            return probabilities;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed.", e);
        }
    }

    private OnnxTensor end(TimeMajor batch) throws OrtException {
        long[] shape = {batch.lengths().length};
        if (layout == Layout.PADDED) {
            return OnnxTensor.createTensor(environment, LongBuffer.wrap(batch.lastRows()), shape);
        }
        int[] lengths =
                Arrays.stream(batch.lengths()).mapToInt(Math::toIntExact).toArray();
        return OnnxTensor.createTensor(environment, IntBuffer.wrap(lengths), shape);
    }

    private String endName() {
        return layout == Layout.PADDED ? OnnxNetwork.LAST_ROWS : OnnxNetwork.LENGTHS;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not close its session.", e);
        }
    }
}
