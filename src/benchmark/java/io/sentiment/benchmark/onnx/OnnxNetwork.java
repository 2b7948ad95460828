package io.sentiment.benchmark.onnx;

import io.sentiment.benchmark.LstmDirection;
import io.sentiment.benchmark.LstmWeights;
import io.sentiment.network.Architecture;
import java.util.ArrayList;
import java.util.List;

/**
 * The network as an ONNX model: token ids [steps, batch] → Gather → LSTM → pooled states [batch, directions · h] → Gemm →
 * Sigmoid [batch, 1]. A model has those of the inputs named here that it needs.
 */
final class OnnxNetwork {

    static final String IDS = "ids";
    static final String BACKWARD_IDS = "backward_ids";
    static final String LENGTHS = "lengths";
    static final String LAST_ROWS = "last_rows";
    static final String MASK = "mask";
    private static final String PROBABILITIES = "probabilities";

    private final OnnxGraph graph = new OnnxGraph();
    private final List<LstmDirection> directions;
    private final OnnxPooling pooling;
    private final int hidden;

    private OnnxNetwork(LstmWeights weights) {
        Architecture architecture = weights.architecture();
        hidden = architecture.hiddenSize();
        directions = weights.directions();
        pooling = new OnnxPooling(graph, architecture.pooling());
        graph.constant("embedding", weights.embedding(), architecture.vocabularySize(), architecture.embeddingSize())
                .constant("dense", weights.dense(), (long) directions.size() * hidden, 1)
                .constant("dense_bias", new float[] {weights.denseBias()}, 1)
                .output(PROBABILITIES, OnnxGraph.FLOAT, "batch", "one");
    }

    /** Reads {@link #LENGTHS}: the LSTM reads each text from its own first token to its own last one, and back. */
    static byte[] withSequenceLengths(LstmWeights weights) {
        OnnxNetwork network = new OnnxNetwork(weights);
        return network.finish(network.featuresByLengths());
    }

    /**
     * Reads each direction from token ids of its own, {@link #BACKWARD_IDS} for the second: the LSTM goes on through the
     * padding, whose states are then left out.
     */
    static byte[] padded(LstmWeights weights) {
        OnnxNetwork network = new OnnxNetwork(weights);
        return network.finish(network.featuresOfPadded());
    }

    private String featuresByLengths() {
        graph.input(LENGTHS, OnnxGraph.INT32, "batch");
        String states = pooling.isLast() ? "" : "states";
        String last = pooling.isLast() ? "final" : "";
        new OnnxLstm("lstm", directions).addTo(graph, embedded(IDS), LENGTHS, states, last);
        String byDirection = pooling.isLast() ? last : pooling.reduced(states);
        if (directions.size() > 1) {
            OnnxAttribute order = OnnxAttribute.of("perm", new long[] {1, 0, 2});
            graph.node("Transpose", List.of(byDirection), List.of("by_row"), order);
            byDirection = "by_row";
        }
        return rows(byDirection, (long) directions.size() * hidden);
    }

    private String featuresOfPadded() {
        if (pooling.isLast()) {
            graph.input(LAST_ROWS, OnnxGraph.INT64, "batch");
        }
        List<String> features = new ArrayList<>();
        for (LstmDirection direction : directions) {
            String ids = features.isEmpty() ? IDS : BACKWARD_IDS;
            String states = ids + "_states";
            new OnnxLstm(ids + "_lstm", List.of(direction)).addTo(graph, embedded(ids), "", states, "");
            features.add(pooling.isLast() ? lastRows(states) : rows(pooling.reduced(states), hidden));
        }
        if (features.size() == 1) {
            return features.get(0);
        }
        graph.node("Concat", features, List.of("features"), OnnxAttribute.of("axis", 1));
        return "features";
    }

    private String embedded(String ids) {
        String embedded = ids + "_embedded";
        graph.input(ids, OnnxGraph.INT64, "steps", "batch")
                .node("Gather", List.of("embedding", ids), List.of(embedded));
        return embedded;
    }

    private String lastRows(String states) {
        String last = states + "_last";
        graph.node("Gather", List.of(rows(states, hidden), LAST_ROWS), List.of(last));
        return last;
    }

    /** As a matrix with that many columns. */
    private String rows(String values, long columns) {
        String rows = values + "_rows";
        String shape = rows + "_shape";
        graph.constant(shape, new long[] {-1, columns}, 2).node("Reshape", List.of(values, shape), List.of(rows));
        return rows;
    }

    private byte[] finish(String features) {
        return graph.node("Gemm", List.of(features, "dense", "dense_bias"), List.of("logits"))
                .node("Sigmoid", List.of("logits"), List.of(PROBABILITIES))
                .toModel();
    }
}
