package io.sentiment.network.training;

import io.sentiment.network.Architecture;
import io.sentiment.network.Evaluation;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LabelledText;
import io.sentiment.network.Precision;
import io.sentiment.network.cuda.training.CudaBatch;
import io.sentiment.network.cuda.training.CudaTraining;
import io.sentiment.network.cuda.training.CudaTrainingSettings;
import io.sentiment.network.cuda.training.ParameterPositions;
import io.sentiment.network.dl4j.Dl4jNetwork;
import io.sentiment.network.dl4j.NetworkLayers;
import io.sentiment.network.dl4j.Regularisation;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.engines.Gpu;
import io.sentiment.text.EncodedText;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Lets a GPU train a network, with the updates that {@link TrainingStep} makes but for rounding. Weights, moments and average
 * stay on the device until they settle.
 */
final class CudaUpdates implements WeightUpdates {

    private final SentimentNetwork network;
    private final Dl4jNetwork dl4j;
    private final TrainingSettings settings;
    private final long updates;
    private final Gpu gpu;
    private final CudaTraining training;
    private int update;

    /**
     * Takes the weights that the network has.
     *
     * @param updates of the whole training, if it does not stop early
     * @param steps of the longest text
     */
    CudaUpdates(
            SentimentNetwork network,
            TrainingSettings settings,
            long updates,
            int steps,
            TrainingState state,
            Gpu gpu,
            Precision precision) {
        this.network = network;
        this.dl4j = network.dl4j();
        this.settings = settings;
        this.updates = updates;
        this.gpu = gpu;
        update = dl4j.updates();
        training = gpu.training(
                network.architecture(), positions(network), settings(network, settings, steps, precision, gpu));
        try {
            training.load(values(network.parameters()), values(dl4j.moments()), values(state.averageSum()));
        } catch (RuntimeException failure) {
            training.close();
            throw failure;
        }
    }

    /** Whether a GPU makes all the updates that DL4J would make. */
    static boolean suit(SentimentNetwork network, TrainingSettings settings) {
        return settings.regularisation().virtualAdversarial() == 0
                && network.architecture().particularsOrNone().computesAsUsual()
                && network.dl4j().isTrainedByAdam()
                && network.parameters().length() * 2 < Integer.MAX_VALUE;
    }

    @Override
    public double train(Batch batch) {
        UpdateSeeds seeds = UpdateSeeds.of(settings.seed(), update);
        InputDropout dropout = new InputDropout(settings.regularisation(), seeds);
        List<EncodedText> texts = dropout.withUnknownWords(
                batch.rows().stream().map(LabelledText::text).toList());
        double loss = training.train(new CudaBatch(
                texts,
                batch.targets(settings.regularisation().labelSmoothing()),
                batch.lossWeights(),
                batch.origins(),
                new CudaBatch.Seeds(seeds.words(), seeds.columns(), seeds.recurrent(), seeds.inputs()),
                settings.rate(update, updates),
                update,
                texts.size()));
        update++;
        return loss;
    }

    /** The device has done that with the update. */
    @Override
    public void average(TrainingState state) {}

    @Override
    public void settle(TrainingState state) {
        INDArray average = state.averageSum();
        float[] weights = new float[(int) network.parameters().length()];
        float[] moments = new float[(int) dl4j.moments().length()];
        float[] averages = new float[average == null ? 0 : weights.length];
        training.store(weights, moments, averages);
        assign(network.parameters(), weights);
        assign(dl4j.moments(), moments);
        if (average != null) {
            assign(average, averages);
        }
        dl4j.setUpdates(update);
    }

    @Override
    public Map<String, Evaluation> evaluate(TrainingTexts texts) {
        try (InferenceEngine engine = gpu.engine(network.weights())) {
            return texts.evaluate(engine);
        }
    }

    @Override
    public void close() {
        training.close();
    }

    private static float[] values(@Nullable INDArray array) {
        return array == null ? new float[0] : array.data().asFloat();
    }

    private static void assign(INDArray array, float[] values) {
        try (INDArray row = Nd4j.createFromArray(values)) {
            array.assign(row.reshape(array.shape()));
        }
    }

    private static CudaTrainingSettings settings(
            SentimentNetwork network, TrainingSettings settings, int steps, Precision precision, Gpu gpu) {
        Regularisation regularisation = settings.regularisation();
        var adam = network.dl4j().adam();
        return new CudaTrainingSettings(
                settings.batchSize(),
                steps,
                precision,
                true,
                gpu.trainingBytes(),
                new CudaTrainingSettings.Adam(adam.getBeta1(), adam.getBeta2(), adam.getEpsilon()),
                settings.gradientNorm(),
                regularisation.averageDecay(),
                new CudaTrainingSettings.Dropout(
                        regularisation.embeddingDropout(),
                        regularisation.spatialDropout(),
                        regularisation.recurrentDropout(),
                        network.architecture().dropout()),
                regularisation.adversarial(),
                settings.continuity().carriesStates());
    }

    private static ParameterPositions positions(SentimentNetwork network) {
        Architecture architecture = network.architecture();
        NetworkLayers layers = network.layers();
        return new ParameterPositions(
                (int) network.parameters().length(),
                layers.position(layers.embedding()),
                IntStream.range(0, architecture.layers())
                        .mapToObj(layer -> layers.recurrent(layer).stream()
                                .map(weights -> new ParameterPositions.Direction(
                                        layers.position(weights.input()),
                                        layers.position(weights.recurrent()),
                                        layers.position(weights.bias()),
                                        (int) (weights.input().length()
                                                + weights.recurrent().length()
                                                + weights.bias().length())))
                                .toList())
                        .toList(),
                layers.position(layers.denseWeights()),
                layers.position(layers.denseBias()));
    }
}
