package io.sentiment.network.cuda.training;

import io.sentiment.network.Architecture;
import io.sentiment.network.cuda.driver.CudaContext;
import io.sentiment.network.cuda.driver.CudaStream;
import io.sentiment.network.cuda.driver.DeviceMemory;
import io.sentiment.network.cuda.driver.HostMemory;
import io.sentiment.network.onednn.Owned;
import java.util.ArrayList;
import java.util.List;

/**
 * Weights, gradients, moments and moving average on the device, in DL4J's order but for the embedding, whose vectors lie one
 * after the other here. Owns the memory until {@link #close()}.
 */
final class DeviceParameters implements AutoCloseable {

    /** Bytes that are copied at a time. */
    private static final int STAGE = 4 << 20;

    private final Owned owned = new Owned();
    private final Architecture architecture;
    private final ParameterPositions positions;
    private final CudaTrainingSettings settings;
    private final CudaStream stream;
    private final TrainingKernels kernels;
    private final HostMemory stage;
    private final DeviceMemory weights;
    private final DeviceMemory gradients;
    private final DeviceMemory first;
    private final DeviceMemory second;
    private final long average;

    /** The weights as products read them, where that is another form; those between states where some are dropped. */
    private final long read;

    private final long partial;

    /** The embedding as DL4J has it, while it is copied. */
    private final DeviceMemory transposed;

    private final List<Span> clipped;

    DeviceParameters(
            CudaContext context,
            CudaStream stream,
            Architecture architecture,
            ParameterPositions positions,
            int headCount,
            CudaTrainingSettings settings,
            TrainingKernels kernels) {
        this.architecture = architecture;
        this.positions = positions;
        this.settings = settings;
        this.stream = stream;
        this.kernels = kernels;
        int count = positions.count();
        clipped = clipped(architecture, positions, headCount);
        try {
            stage = owned.add(new HostMemory(context, STAGE));
            weights = owned.add(DeviceMemory.ofWords(context, count));
            gradients = owned.add(DeviceMemory.ofWords(context, count));
            first = owned.add(DeviceMemory.ofWords(context, count));
            second = owned.add(DeviceMemory.ofWords(context, count));
            average = settings.averageDecay() > 0
                    ? owned.add(DeviceMemory.ofWords(context, count)).address()
                    : 0;
            read = copies()
                    ? owned.add(new DeviceMemory(context, (long) settings.valueBytes() * count))
                            .address()
                    : 0;
            partial = owned.add(DeviceMemory.ofWords(context, (long) clipped.size() * TrainingKernels.PARTS))
                    .address();
            transposed = owned.add(DeviceMemory.ofWords(context, embeddingCount()));
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    /** Words of four bytes that they take at most. */
    static long words(
            Architecture architecture, ParameterPositions positions, int headCount, CudaTrainingSettings settings) {
        long arrays = 4L + (settings.averageDecay() > 0 ? 1 : 0) + (copies(settings) ? 1 : 0);
        return arrays * positions.count()
                + (long) architecture.vocabularySize() * architecture.embeddingSize()
                + (long) clipped(architecture, positions, headCount).size() * TrainingKernels.PARTS;
    }

    /** The parameters whose gradients are clipped together. */
    private static List<Span> clipped(Architecture architecture, ParameterPositions positions, int headCount) {
        List<Span> spans = new ArrayList<>();
        spans.add(new Span(positions.embedding(), architecture.vocabularySize() * architecture.embeddingSize()));
        for (List<ParameterPositions.Direction> directions : positions.layers()) {
            directions.forEach(direction -> spans.add(new Span(direction.input(), direction.count())));
        }
        spans.add(new Span(positions.dense(), headCount));
        return spans;
    }

    private boolean copies() {
        return copies(settings);
    }

    private static boolean copies(CudaTrainingSettings settings) {
        return settings.copiesWeights() || settings.dropout().recurrent() > 0;
    }

    /** Takes DL4J's flat arrays: weights, and both moments one after the other. */
    void load(float[] parameters, float[] moments, float[] averages) {
        int count = positions.count();
        upload(parameters, 0, weights.address());
        upload(moments, 0, first.address());
        upload(moments, count, second.address());
        if (average != 0) {
            upload(averages, 0, average);
        }
        if (settings.copiesWeights()) {
            kernels.readable(read, weights.address(), count);
        }
        stream.await();
    }

    /** Fills DL4J's flat arrays. */
    void store(float[] parameters, float[] moments, float[] averages) {
        int count = positions.count();
        download(weights.address(), parameters, 0);
        download(first.address(), moments, 0);
        download(second.address(), moments, count);
        if (average != 0) {
            download(average, averages, 0);
        }
    }

    /** Before the gradients of a batch. */
    void beginUpdate(SentBatch.Addresses batch) {
        stream.fill(gradients.address(), 0, positions.count());
        if (settings.dropout().recurrent() > 0) {
            eachRecurrent((direction, number) -> kernels.dropWeights(
                    readAddress(direction.recurrent()),
                    weights.word(direction.recurrent()),
                    recurrentCount(),
                    number,
                    batch.update()));
        }
    }

    /** Changes the weights by the gradients. */
    void update(SentBatch.Addresses batch) {
        if (settings.dropout().recurrent() > 0) {
            eachRecurrent((direction, number) -> kernels.dropGradients(
                    gradients.word(direction.recurrent()), recurrentCount(), number, batch.update()));
        }
        for (int index = 0; index < clipped.size(); index++) {
            Span span = clipped.get(index);
            long squares = partial + (long) Float.BYTES * index * TrainingKernels.PARTS;
            kernels.squares(squares, gradients.word(span.first()), span.count());
            kernels.adam(
                    weights.word(span.first()),
                    first.word(span.first()),
                    second.word(span.first()),
                    gradients.word(span.first()),
                    squares,
                    average == 0 ? 0 : average + (long) Float.BYTES * span.first(),
                    settings.copiesWeights() ? readAddress(span.first()) : 0,
                    span.count(),
                    batch.update());
        }
    }

    private void eachRecurrent(OfRecurrent work) {
        int number = 0;
        for (List<ParameterPositions.Direction> directions : positions.layers()) {
            for (ParameterPositions.Direction direction : directions) {
                work.run(direction, number);
                number += recurrentCount();
            }
        }
    }

    private int recurrentCount() {
        return architecture.hiddenSize() * architecture.cell().matrices() * architecture.hiddenSize();
    }

    /** Address of the weights of what answers as products read them. */
    long headWeights() {
        return settings.copiesWeights() ? readAddress(positions.dense()) : weights.word(positions.dense());
    }

    /** Address of floats: a bias, the embedding or the dense layer. */
    long weight(int position) {
        return weights.word(position);
    }

    long gradient(int position) {
        return gradients.word(position);
    }

    /** Address of input weights as products read them. */
    long inputWeights(ParameterPositions.Direction direction) {
        return settings.copiesWeights() ? readAddress(direction.input()) : weights.word(direction.input());
    }

    /** Address of the weights between states as products read them. */
    long recurrentWeights(ParameterPositions.Direction direction) {
        return copies() ? readAddress(direction.recurrent()) : weights.word(direction.recurrent());
    }

    private long readAddress(int position) {
        return read + (long) settings.valueBytes() * position;
    }

    private int embeddingCount() {
        return architecture.vocabularySize() * architecture.embeddingSize();
    }

    private void upload(float[] values, int from, long to) {
        stream.upload(values, from, positions.count(), stage, to);
        long embedding = to + (long) Float.BYTES * positions.embedding();
        stream.upload(values, from + positions.embedding(), embeddingCount(), stage, transposed.address());
        kernels.transpose(embedding, transposed.address(), architecture.embeddingSize(), architecture.vocabularySize());
    }

    private void download(long from, float[] values, int to) {
        stream.download(from, stage, values, to, positions.count());
        long embedding = from + (long) Float.BYTES * positions.embedding();
        kernels.transpose(transposed.address(), embedding, architecture.vocabularySize(), architecture.embeddingSize());
        stream.download(transposed.address(), stage, values, to + positions.embedding(), embeddingCount());
    }

    @Override
    public void close() {
        owned.close();
    }

    /** Parameters that follow each other. */
    private record Span(int first, int count) {}

    /** What is done with the weights between states, which are numbered over all layers. */
    @FunctionalInterface
    private interface OfRecurrent {

        void run(ParameterPositions.Direction direction, int number);
    }
}
