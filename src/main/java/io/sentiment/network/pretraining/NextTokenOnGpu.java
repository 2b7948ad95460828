package io.sentiment.network.pretraining;

import io.sentiment.network.Architecture;
import io.sentiment.network.cuda.training.CudaLanguageModel;
import io.sentiment.network.cuda.training.CudaTrainingSettings;
import io.sentiment.network.cuda.training.ParameterPositions;
import io.sentiment.network.dl4j.NetworkLayers;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.engines.Gpu;
import io.sentiment.network.engines.TrainingDevice;
import io.sentiment.text.EncodedText;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Lets a GPU teach the next token with a softmax over the whole vocabulary, of which {@link SampledSoftmax} is an estimate: a
 * GPU has the time. Weights and scores are trained by Adam.
 */
final class NextTokenOnGpu implements NextTokenUpdates {

    private final Architecture architecture;
    private final int updates;
    private final CudaLanguageModel model;
    private final int size;
    private int update;

    /** @param updates over which the learning rate falls */
    NextTokenOnGpu(
            SentimentNetwork network, TokenCorpus corpus, int windows, int length, int updates, TrainingDevice device) {
        this.updates = updates;
        architecture = network.architecture();
        Gpu gpu = Objects.requireNonNull(device.gpu());
        model = gpu.languageModel(architecture, settings(windows, length, device, gpu));
        size = model.positions().count();
        try {
            model.load(weights(network, corpus.counts()));
        } catch (RuntimeException failure) {
            model.close();
            throw failure;
        }
    }

    private static CudaTrainingSettings settings(int windows, int length, TrainingDevice device, Gpu gpu) {
        return new CudaTrainingSettings(
                windows,
                length,
                device.precision(),
                true,
                gpu.trainingBytes(),
                new CudaTrainingSettings.Adam(0.9, 0.999, 1e-8),
                LanguageModelGraph.GRADIENT_NORM,
                0,
                new CudaTrainingSettings.Dropout(0, 0, 0, 0),
                0,
                false);
    }

    @Override
    public Loss train(PackedWindows.Batch windows) {
        int[][] next = new int[architecture.directions()][];
        for (int direction = 0; direction < next.length; direction++) {
            next[direction] = windows.targets(direction == 1);
        }
        int predicted = (int) Arrays.stream(next[0])
                .filter(token -> token != PackedWindows.Batch.NONE)
                .count();
        List<EncodedText> texts = Arrays.stream(windows.tokens())
                .map(ids -> new EncodedText(ids, ids.length, 0, false))
                .toList();
        double rate = LanguageModelGraph.LEARNING_RATE * Math.max(0, 1 - update / (double) updates);
        double loss = model.train(texts, next, predicted, rate, update++);
        return new Loss(loss * predicted, (long) predicted * next.length);
    }

    /** At first the scores follow only from the frequencies. */
    private float[] weights(SentimentNetwork network, long[] counts) {
        float[] weights = new float[size];
        copy(network.layers(), network.parameters().data().asFloat(), weights, true);
        double tokens = Arrays.stream(counts).sum();
        for (int id = 0; id < counts.length; id++) {
            weights[model.positions().denseBias() + id] = (float) Math.log(Math.max(counts[id], 1) / tokens);
        }
        return weights;
    }

    @Override
    public void copyTo(SentimentNetwork network) {
        float[] weights = new float[size];
        model.store(weights);
        float[] all = network.parameters().data().asFloat();
        copy(network.layers(), all, weights, false);
        try (INDArray row = Nd4j.createFromArray(all)) {
            network.parameters().assign(row.reshape(network.parameters().shape()));
        }
    }

    /** Copies the layers that the model has from one flat array to the other. */
    private void copy(NetworkLayers layers, float[] network, float[] learnt, boolean toModel) {
        ParameterPositions positions = model.positions();
        part(network, layers.position(layers.embedding()), learnt, positions.embedding(), embeddingCount(), toModel);
        for (int layer = 0; layer < positions.layers().size(); layer++) {
            for (int direction = 0; direction < architecture.directions(); direction++) {
                ParameterPositions.Direction place =
                        positions.layers().get(layer).get(direction);
                int from =
                        layers.position(layers.recurrent(layer).get(direction).input());
                part(network, from, learnt, place.input(), place.count(), toModel);
            }
        }
    }

    private int embeddingCount() {
        return architecture.vocabularySize() * architecture.embeddingSize();
    }

    private static void part(float[] network, int from, float[] learnt, int at, int count, boolean toModel) {
        if (toModel) {
            System.arraycopy(network, from, learnt, at, count);
        } else {
            System.arraycopy(learnt, at, network, from, count);
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
