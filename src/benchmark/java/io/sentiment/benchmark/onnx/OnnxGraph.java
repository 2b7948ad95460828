package io.sentiment.benchmark.onnx;

import java.util.List;

/** Builds an ONNX model file; the numbers are the fields of {@code onnx.proto} of release 1.12. */
final class OnnxGraph {

    static final int FLOAT = 1;
    static final int INT64 = 7;
    static final int INT32 = 6;

    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 17;

    private final ProtobufMessage graph = new ProtobufMessage().with(2, "network");

    /** A node; an empty name leaves an optional input or output out. */
    OnnxGraph node(String operator, List<String> inputs, List<String> outputs, OnnxAttribute... attributes) {
        ProtobufMessage node = new ProtobufMessage();
        inputs.forEach(input -> node.with(1, input));
        outputs.forEach(output -> node.with(2, output));
        node.with(4, operator);
        for (OnnxAttribute attribute : attributes) {
            node.with(5, attribute.message());
        }
        graph.with(1, node);
        return this;
    }

    OnnxGraph constant(String name, float[] values, long... shape) {
        graph.with(5, tensor(name, FLOAT, shape).with(9, values));
        return this;
    }

    OnnxGraph constant(String name, long[] values, long... shape) {
        ProtobufMessage tensor = tensor(name, INT64, shape);
        for (long value : values) {
            tensor.with(7, value);
        }
        graph.with(5, tensor);
        return this;
    }

    /** An input whose dimensions are known by name only. */
    OnnxGraph input(String name, int type, String... dimensions) {
        graph.with(11, value(name, type, dimensions));
        return this;
    }

    OnnxGraph output(String name, int type, String... dimensions) {
        graph.with(12, value(name, type, dimensions));
        return this;
    }

    byte[] toModel() {
        return new ProtobufMessage()
                .with(1, IR_VERSION)
                .with(7, graph)
                .with(8, new ProtobufMessage().with(1, "").with(2, OPERATOR_SET))
                .toBytes();
    }

    private static ProtobufMessage tensor(String name, int type, long... shape) {
        ProtobufMessage tensor = new ProtobufMessage();
        for (long size : shape) {
            tensor.with(1, size);
        }
        return tensor.with(2, type).with(8, name);
    }

    private static ProtobufMessage value(String name, int type, String... dimensions) {
        ProtobufMessage shape = new ProtobufMessage();
        for (String dimension : dimensions) {
            shape.with(1, new ProtobufMessage().with(2, dimension));
        }
        ProtobufMessage tensor = new ProtobufMessage().with(1, type).with(2, shape);
        return new ProtobufMessage().with(1, name).with(2, new ProtobufMessage().with(1, tensor));
    }
}
