package io.sentiment.benchmark.onnx;

import io.sentiment.benchmark.LstmDirection;
import io.sentiment.benchmark.LstmDirection.Gate;
import java.util.List;
import java.util.function.Function;

/**
 * The runtime's own LSTM over some directions of a layer, forwards first.
 *
 * @param name begins the names of its weights
 */
record OnnxLstm(String name, List<LstmDirection> directions) {

    /** As the operator wants them. */
    private static final Gate[] GATES = {Gate.INPUT, Gate.OUTPUT, Gate.FORGET, Gate.NEW_VALUE};

    /**
     * Adds it from inputs [steps, batch, x] to states [steps, directions, batch, h] and last states [directions, batch, h].
     * An empty name leaves an output out, and the lengths too: then padding is read like tokens.
     */
    void addTo(OnnxGraph graph, String inputs, String lengths, String states, String lastStates) {
        int hidden = directions.get(0).hidden();
        int count = directions.size();
        float[] input = joined(direction -> direction.inputByGate(GATES));
        graph.constant(name + "_w", input, count, 4L * hidden, input.length / (4L * hidden * count))
                .constant(
                        name + "_r", joined(direction -> direction.recurrentByGate(GATES)), count, 4L * hidden, hidden)
                .constant(name + "_b", joined(OnnxLstm::biases), count, 8L * hidden)
                .node(
                        "LSTM",
                        List.of(inputs, name + "_w", name + "_r", name + "_b", lengths),
                        List.of(states, lastStates),
                        OnnxAttribute.of("hidden_size", hidden),
                        OnnxAttribute.of("direction", count == 1 ? "forward" : "bidirectional"));
    }

    /** The operator has two biases for each unit of a gate, DL4J one. */
    private static float[] biases(LstmDirection direction) {
        float[] one = direction.biasByGate(GATES);
        float[] two = new float[2 * one.length];
        System.arraycopy(one, 0, two, 0, one.length);
        return two;
    }

    private float[] joined(Function<LstmDirection, float[]> values) {
        float[] first = values.apply(directions.get(0));
        float[] all = new float[directions.size() * first.length];
        for (int direction = 0; direction < directions.size(); direction++) {
            System.arraycopy(values.apply(directions.get(direction)), 0, all, direction * first.length, first.length);
        }
        return all;
    }
}
