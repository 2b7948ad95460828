package io.sentiment.benchmark.onnx;

import io.sentiment.benchmark.LstmWeights;
import io.sentiment.benchmark.LstmWeights.Gate;
import io.sentiment.benchmark.onnx.OnnxGraph.Attribute;
import java.util.List;

/**
 * The network as an ONNX model: token ids [steps, batch] → Gather → LSTM → last state [batch, h] → Gemm → Sigmoid [batch,
 * 1].
 */
final class OnnxNetwork {

    static final String IDS = "ids";
    static final String LENGTHS = "lengths";
    static final String LAST_ROWS = "last_rows";
    static final String PROBABILITIES = "probabilities";

    private OnnxNetwork() {}

    /** Reads {@link #LENGTHS}: the LSTM stops at the end of each text. */
    static byte[] withSequenceLengths(LstmWeights weights) {
        OnnxGraph graph = start(weights)
                .input(LENGTHS, OnnxGraph.INT32, "batch")
                .node(
                        "LSTM",
                        List.of("embedded", "w", "r", "b", LENGTHS),
                        List.of("", "final"),
                        new Attribute("hidden_size", weights.architecture().hiddenSize()))
                .node("Reshape", List.of("final", "rows_of_states"), List.of("last"));
        return finish(graph);
    }

    /** Reads {@link #LAST_ROWS}: the LSTM goes on through the padding, and the state at the end of each text is picked. */
    static byte[] padded(LstmWeights weights) {
        OnnxGraph graph = start(weights)
                .input(LAST_ROWS, OnnxGraph.INT64, "batch")
                .node(
                        "LSTM",
                        List.of("embedded", "w", "r", "b"),
                        List.of("states"),
                        new Attribute("hidden_size", weights.architecture().hiddenSize()))
                .node("Reshape", List.of("states", "rows_of_states"), List.of("rows"))
                .node("Gather", List.of("rows", LAST_ROWS), List.of("last"));
        return finish(graph);
    }

    private static OnnxGraph start(LstmWeights weights) {
        int hidden = weights.architecture().hiddenSize();
        int inputs = weights.architecture().embeddingSize();
        Gate[] order = {Gate.INPUT, Gate.OUTPUT, Gate.FORGET, Gate.NEW_VALUE};
        float[] biases = new float[8 * hidden];
        System.arraycopy(weights.biasByGate(order), 0, biases, 0, 4 * hidden);
        return new OnnxGraph()
                .constant(
                        "embedding", weights.embedding(), weights.architecture().vocabularySize(), inputs)
                .constant("w", weights.inputByGate(order), 1, 4L * hidden, inputs)
                .constant("r", weights.recurrentByGate(order), 1, 4L * hidden, hidden)
                .constant("b", biases, 1, 8L * hidden)
                .constant("dense", weights.dense(), hidden, 1)
                .constant("dense_bias", new float[] {weights.denseBias()}, 1)
                .constant("rows_of_states", new long[] {-1, hidden}, 2)
                .input(IDS, OnnxGraph.INT64, "steps", "batch")
                .output(PROBABILITIES, OnnxGraph.FLOAT, "batch", "one")
                .node("Gather", List.of("embedding", IDS), List.of("embedded"));
    }

    private static byte[] finish(OnnxGraph graph) {
        return graph.node("Gemm", List.of("last", "dense", "dense_bias"), List.of("logits"))
                .node("Sigmoid", List.of("logits"), List.of(PROBABILITIES))
                .toModel();
    }
}
