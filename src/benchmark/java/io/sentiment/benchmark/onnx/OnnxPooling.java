package io.sentiment.benchmark.onnx;

import io.sentiment.network.Pooling;
import java.util.List;

/** Pools states without those of padding; ONNX has no operator for that, so a mask comes before the reduction. */
final class OnnxPooling {

    private final OnnxGraph graph;
    private final Pooling pooling;

    OnnxPooling(OnnxGraph graph, Pooling pooling) {
        this.graph = graph;
        this.pooling = pooling;
        if (!isLast()) {
            graph.input(OnnxNetwork.MASK, OnnxGraph.FLOAT, "steps", "one", "batch", "one");
        }
    }

    boolean isLast() {
        return pooling == Pooling.LAST;
    }

    /** The mean or the maximum of the states [steps, directions, batch, h] as [directions, batch, h]. */
    String reduced(String states) {
        String masked = states + "_masked";
        String reduced = states + "_reduced";
        OnnxAttribute dropSteps = OnnxAttribute.of("keepdims", 0);
        if (pooling == Pooling.MAX) {
            OnnxAttribute steps = OnnxAttribute.of("axes", new long[] {0});
            graph.node("Add", List.of(states, OnnxNetwork.MASK), List.of(masked))
                    .node("ReduceMax", List.of(masked), List.of(reduced), steps, dropSteps);
        } else {
            String steps = states + "_steps";
            graph.constant(steps, new long[] {0}, 1)
                    .node("Mul", List.of(states, OnnxNetwork.MASK), List.of(masked))
                    .node("ReduceSum", List.of(masked, steps), List.of(reduced), dropSteps);
        }
        return reduced;
    }
}
