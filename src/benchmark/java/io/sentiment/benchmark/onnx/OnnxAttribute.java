package io.sentiment.benchmark.onnx;

/**
 * A setting of a node.
 *
 * @param message an {@code AttributeProto}
 */
record OnnxAttribute(ProtobufMessage message) {

    private static final int INTEGER = 2;
    private static final int STRING = 3;
    private static final int INTEGERS = 7;

    static OnnxAttribute of(String name, long value) {
        return new OnnxAttribute(start(name, INTEGER).with(3, value));
    }

    static OnnxAttribute of(String name, String value) {
        return new OnnxAttribute(start(name, STRING).with(4, value));
    }

    static OnnxAttribute of(String name, long[] values) {
        ProtobufMessage message = start(name, INTEGERS);
        for (long value : values) {
            message.with(8, value);
        }
        return new OnnxAttribute(message);
    }

    private static ProtobufMessage start(String name, int type) {
        return new ProtobufMessage().with(1, name).with(20, type);
    }
}
