package io.sentiment.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a network on cross entropy with Adam, keeps the weights of the best epoch and stops when the development texts
 * no longer gain. Not safe for use by several threads; one training runs in a process at a time, because ND4J draws its
 * random numbers from one generator.
 */
public final class Trainer {

    /** The decision threshold does not change the log loss that selects the best epoch. */
    private static final double THRESHOLD = 0.5;

    private final TrainingSettings settings;
    private final TrainingListener listener;

    /** A trainer that tells {@code listener} how it goes. */
    public Trainer(TrainingSettings settings, TrainingListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Trains {@code network}, which then has the weights of the best epoch.
     *
     * @throws IllegalArgumentException if there are no training or no development texts
     * @throws CancellationException if it was cancelled before an epoch was finished
     * @throws DivergedException if the loss is no longer a number
     */
    public TrainingResult train(SentimentNetwork network, List<LabelledText> training, List<LabelledText> development) {
        if (training.isEmpty() || development.isEmpty()) {
            throw new IllegalArgumentException("Training needs training texts and development texts.");
        }
        network.accelerate();
        Nd4j.getRandom().setSeed(settings.seed());
        Random random = new Random(settings.seed());
        List<EpochResult> epochs = new ArrayList<>();
        EpochResult best = null;
        try (BestWeights bestWeights = new BestWeights(network)) {
            for (int epoch = 1; epoch <= settings.epochs() && !exhausted(epoch, best); epoch++) {
                double loss =
                        trainEpoch(network, LengthBatches.shuffled(training, settings.batchSize(), random), epoch);
                if (listener.cancelled()) {
                    break;
                }
                EpochResult result =
                        new EpochResult(epoch, loss, Evaluation.of(new Dl4jEngine(network), development, THRESHOLD));
                epochs.add(result);
                listener.epochFinished(result);
                if (best == null
                        || result.development().logLoss() < best.development().logLoss()) {
                    best = result;
                    bestWeights.keep();
                }
            }
            if (best == null) {
                throw new CancellationException("Training was cancelled before its first epoch was finished.");
            }
            bestWeights.restore();
            return new TrainingResult(epochs, best, listener.cancelled());
        }
    }

    private boolean exhausted(int epoch, @Nullable EpochResult best) {
        return best != null && epoch - best.epoch() > settings.patience();
    }

    /** Returns the mean loss over the texts of the epoch. */
    private double trainEpoch(SentimentNetwork network, List<List<LabelledText>> batches, int epoch) {
        int totalRows = batches.stream().mapToInt(List::size).sum();
        int rows = 0;
        double lossSum = 0;
        for (List<LabelledText> batch : batches) {
            double loss = network.fit(batch);
            if (!Double.isFinite(loss)) {
                throw new DivergedException(epoch, settings.learningRate());
            }
            rows += batch.size();
            lossSum += loss * batch.size();
            listener.batchTrained(new TrainingProgress(epoch, settings.epochs(), rows, totalRows, lossSum / rows));
            if (listener.cancelled()) {
                break;
            }
        }
        return lossSum / rows;
    }

    /** A copy of the weights of the best epoch so far. */
    private static final class BestWeights implements AutoCloseable {

        private final SentimentNetwork network;
        private @Nullable INDArray weights;

        BestWeights(SentimentNetwork network) {
            this.network = network;
        }

        void keep() {
            if (weights == null) {
                weights = network.parameters().dup();
            } else {
                weights.assign(network.parameters());
            }
        }

        void restore() {
            network.parameters().assign(weights);
        }

        @Override
        public void close() {
            if (weights != null) {
                weights.close();
            }
        }
    }
}
