package io.sentiment.benchmark.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.sentiment.benchmark.TimeMajor;
import io.sentiment.network.Pooling;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A batch as the tensors that a model asks for by name. */
final class OnnxInputs implements AutoCloseable {

    private final OrtEnvironment environment;
    private final TimeMajor batch;
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

    OnnxInputs(OrtEnvironment environment, Set<String> names, TimeMajor batch, Pooling pooling) throws OrtException {
        this.environment = environment;
        this.batch = batch;
        for (String name : names) {
            tensors.put(name, tensor(name, pooling));
        }
    }

    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    private OnnxTensor tensor(String name, Pooling pooling) throws OrtException {
        long steps = batch.steps();
        long rows = batch.lengths().length;
        return switch (name) {
            case OnnxNetwork.IDS -> tensor(batch.tokenIds(), steps, rows);
            case OnnxNetwork.BACKWARD_IDS -> tensor(batch.backwardTokenIds(), steps, rows);
            case OnnxNetwork.LAST_ROWS -> tensor(batch.lastRows(), rows);
            case OnnxNetwork.LENGTHS -> lengths(rows);
            case OnnxNetwork.MASK ->
                OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(batch.mask(pooling)), new long[] {steps, 1, rows, 1});
            default -> throw new IllegalArgumentException("A batch has no '" + name + "'.");
        };
    }

    private OnnxTensor tensor(long[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }

    private OnnxTensor lengths(long... shape) throws OrtException {
        int[] lengths =
                Arrays.stream(batch.lengths()).mapToInt(Math::toIntExact).toArray();
        return OnnxTensor.createTensor(environment, IntBuffer.wrap(lengths), shape);
    }

    @Override
    public void close() {
        tensors.values().forEach(OnnxTensor::close);
    }
}
