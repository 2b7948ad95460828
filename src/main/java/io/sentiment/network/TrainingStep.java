package io.sentiment.network;

import io.sentiment.text.EncodedText;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains a network on one batch after the other as its settings say. Rate and random choices follow from the number of
 * the update alone, so that an interrupted training goes on as if it had not been. For one training, on one thread.
 */
final class TrainingStep implements AutoCloseable {

    /** Any odd number that keeps the sequences of two updates apart. */
    private static final long SEEDS_APART = 0x632be59bd9b4e019L;

    private final SentimentNetwork network;
    private final TrainingSettings settings;
    private final long updates;
    private final AdamState adam;
    private final @Nullable RegularisedEmbedding embedding;
    private final @Nullable RecurrentDropout recurrentDropout;

    /** @param updates of the whole training, if it does not stop early */
    TrainingStep(SentimentNetwork network, TrainingSettings settings, long updates) {
        this.network = network;
        this.settings = settings;
        this.updates = updates;
        this.adam = new AdamState(network.model());
        Regularisation regularisation = settings.regularisation();
        embedding = regularisation.embeddingDropout() > 0 || regularisation.spatialDropout() > 0
                ? RegularisedEmbedding.installIn(network.model())
                : null;
        recurrentDropout = regularisation.recurrentDropout() > 0
                ? new RecurrentDropout(network, regularisation.recurrentDropout())
                : null;
    }

    /** One update of the weights; returns the mean cross entropy of the batch before it. */
    double train(List<LabelledText> batch) {
        int update = adam.updates();
        adam.setLearningRate(rate(update));
        SplittableRandom random = new SplittableRandom(settings.seed() + update * SEEDS_APART);
        InputDropout dropout = new InputDropout(settings.regularisation(), random.split());
        List<EncodedText> texts =
                dropout.withUnknownWords(batch.stream().map(LabelledText::text).toList());
        if (recurrentDropout != null) {
            recurrentDropout.drop(random.split());
        }
        try (INDArray tokenScale = dropout.tokenScale(texts);
                INDArray columnScale =
                        dropout.columnScale(texts.size(), network.architecture().embeddingSize())) {
            if (embedding != null) {
                embedding.scale(tokenScale, columnScale);
            }
            return network.fit(texts, targets(batch));
        }
    }

    /** The learning rate of an update, counted from 0. */
    double rate(long update) {
        return settings.learningRate() * settings.schedule().share(update, updates);
    }

    /** What the network is to answer [batch]: a smoothed label leans towards one half. */
    private float[] targets(List<LabelledText> batch) {
        double smoothing = settings.regularisation().labelSmoothing();
        float[] targets = new float[batch.size()];
        for (int row = 0; row < targets.length; row++) {
            targets[row] = (float) ((batch.get(row).positive() ? 1 - smoothing : 0) + smoothing / 2);
        }
        return targets;
    }

    /** Leaves the network as DL4J made it: with the rate of its settings and without dropout. */
    @Override
    public void close() {
        adam.setLearningRate(settings.learningRate());
        if (embedding != null) {
            embedding.scale(null, null);
        }
        if (recurrentDropout != null) {
            recurrentDropout.close();
        }
    }
}
