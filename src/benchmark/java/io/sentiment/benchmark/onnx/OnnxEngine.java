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
import io.sentiment.network.Pooling;
import io.sentiment.text.EncodedText;
import java.util.List;

/** ONNX Runtime on its CPU provider, with all its optimisations of the graph. */
public final class OnnxEngine implements InferenceEngine {

    /** How the runtime learns where texts of different lengths end. */
    public enum Layout {
        /** It computes the padding too, and each direction by an operator of its own that reads forwards. */
        PADDED("padded"),
        /** By the input {@code sequence_lens} of the LSTM, which reads in both directions itself. */
        SEQUENCE_LENGTHS("lengths");

        private final String label;

        Layout(String label) {
            this.label = label;
        }
    }

    private final Layout layout;
    private final Pooling pooling;
    private final OrtEnvironment environment;
    private final OrtSession session;

    /** Copies the weights. */
    public OnnxEngine(LstmWeights weights, Layout layout, int threads) {
        this.layout = layout;
        pooling = weights.architecture().pooling();
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
        try (OnnxInputs inputs = new OnnxInputs(environment, session.getInputNames(), batch, pooling);
                OrtSession.Result result = session.run(inputs.tensors())) {
            float[] probabilities = new float[texts.size()];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(probabilities);
            return probabilities;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed.", e);
        }
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
