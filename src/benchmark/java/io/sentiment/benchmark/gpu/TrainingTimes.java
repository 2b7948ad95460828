package io.sentiment.benchmark.gpu;

import io.sentiment.benchmark.AlternatingBlocks;
import io.sentiment.benchmark.CallTimes;
import io.sentiment.benchmark.Timed;
import io.sentiment.benchmark.gpu.Figures.Figure;
import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.NetworkWeights.Direction;
import io.sentiment.network.Precision;
import io.sentiment.network.cuda.training.CudaBatch;
import io.sentiment.network.cuda.training.CudaTraining;
import io.sentiment.network.cuda.training.CudaTrainingSettings;
import io.sentiment.network.cuda.training.ParameterPositions;
import io.sentiment.text.EncodedText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Updates of the reference network: tokens to the device, forwards, backwards, clipping, Adam, loss to the host. */
final class TrainingTimes {

    private static final List<Integer> BATCHES = List.of(32, 128, 1024);

    /** As {@code torch_lstm.py} has them. The norm is computed, and clips nothing. */
    private static final double LEARNING_RATE = 1e-4;

    private static final double GRADIENT_NORM = 1e3;
    private static final int COMPARED_UPDATES = 6;

    private static final long DEVICE_BYTES = 8L << 30;

    private final Gpu gpu;
    private final ReferenceCase reference;
    private final Figures figures;
    private final AlternatingBlocks blocks = new AlternatingBlocks(2, Duration.ofMillis(200));

    TrainingTimes(Gpu gpu, ReferenceCase reference, Figures figures) {
        this.gpu = gpu;
        this.reference = reference;
        this.figures = figures;
    }

    void run(Precision precision) throws IOException {
        for (int batch : BATCHES) {
            try (Updates updates = new Updates(precision, batch)) {
                double loss = 0;
                for (int update = 0; update < COMPARED_UPDATES; update++) {
                    loss = updates.next();
                }
                CallTimes times = blocks.time(List.of(new Timed(Figures.OURS, updates::next)))
                        .get(0);
                figures.add(
                        new Figure("training", precision.label(), batch, Figures.OURS, times.median() * 1000, loss));
            }
        }
    }

    /** A training that begins with the weights of the reference, and sees the same batch again and again. */
    private final class Updates implements AutoCloseable {

        private final CudaTraining training;
        private final List<EncodedText> texts;
        private final float[] targets;
        private final int[] origins;
        private int update;

        Updates(Precision precision, int batch) {
            Architecture architecture = reference.weights().architecture();
            texts = reference.texts(batch);
            targets = new float[batch];
            origins = new int[batch];
            for (int row = 0; row < batch; row++) {
                targets[row] = row % 2 == 0 ? 1 : 0;
                origins[row] = -1;
            }
            training = new CudaTraining(
                    gpu.driver(),
                    gpu.device(),
                    architecture,
                    positions(architecture),
                    new CudaTrainingSettings(
                            batch,
                            architecture.maximumLength(),
                            precision,
                            true,
                            DEVICE_BYTES,
                            new CudaTrainingSettings.Adam(0.9, 0.999, 1e-8),
                            GRADIENT_NORM,
                            0,
                            new CudaTrainingSettings.Dropout(0, 0, 0, 0),
                            0,
                            false));
            try {
                float[] weights = flat(reference.weights());
                training.load(weights, new float[2 * weights.length], new float[0]);
            } catch (RuntimeException failure) {
                training.close();
                throw failure;
            }
        }

        double next() {
            return training.train(new CudaBatch(
                    texts,
                    targets,
                    null,
                    origins,
                    new CudaBatch.Seeds(1, 2, 3, 4),
                    LEARNING_RATE,
                    update++,
                    texts.size()));
        }

        @Override
        public void close() {
            training.close();
        }
    }

    private static ParameterPositions positions(Architecture architecture) {
        int columns = architecture.cell().matrices() * architecture.hiddenSize();
        int input = architecture.vocabularySize() * architecture.embeddingSize();
        int recurrent = input + architecture.embeddingSize() * columns;
        int bias = recurrent + architecture.hiddenSize() * columns;
        int dense = bias + columns;
        int denseBias = dense + architecture.hiddenSize();
        return new ParameterPositions(
                denseBias + 1,
                0,
                List.of(List.of(new ParameterPositions.Direction(input, recurrent, bias, dense - input))),
                dense,
                denseBias);
    }

    /** The weights as DL4J has them: one matrix after the other, each column after column. */
    private static float[] flat(NetworkWeights weights) {
        Architecture architecture = weights.architecture();
        Direction layer = weights.layers().get(0).get(0);
        ParameterPositions positions = positions(architecture);
        ParameterPositions.Direction places = positions.layers().get(0).get(0);
        float[] flat = new float[positions.count()];
        put(flat, positions.embedding(), weights.embedding(), architecture.vocabularySize());
        put(flat, places.input(), layer.input(), architecture.embeddingSize());
        put(flat, places.recurrent(), layer.recurrent(), architecture.hiddenSize());
        put(flat, places.bias(), layer.bias(), 1);
        put(flat, positions.dense(), weights.dense(), weights.dense().length);
        flat[positions.denseBias()] = weights.denseBias();
        return flat;
    }

    private static void put(float[] flat, int first, float[] matrix, int rows) {
        int columns = matrix.length / rows;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                flat[first + column * rows + row] = matrix[row * columns + column];
            }
        }
    }
}
