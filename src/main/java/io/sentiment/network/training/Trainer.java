package io.sentiment.network.training;

import io.sentiment.network.Evaluation;
import io.sentiment.network.cuda.DeviceMemoryException;
import io.sentiment.network.cuda.driver.CudaException;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.engines.Gpu;
import io.sentiment.network.engines.TrainingDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a network on cross entropy with Adam, keeps the weights of the best epoch and stops when the development texts
 * no longer gain. Not safe for use by several threads; one training runs in a process at a time, because ND4J draws its
 * random numbers from one generator.
 */
public final class Trainer {

    private final TrainingSettings settings;
    private final TrainingListener listener;
    private final StateKeeper keeper;
    private final TrainingDevice device;

    /**
     * A trainer that tells {@code listener} how it goes, and goes on from what {@code keeper} has.
     *
     * @param device that computes the updates as long as it does not fail
     */
    public Trainer(TrainingSettings settings, TrainingListener listener, StateKeeper keeper, TrainingDevice device) {
        this.settings = settings;
        this.listener = listener;
        this.keeper = keeper;
        this.device = device;
    }

    /**
     * Trains {@code network}, which then has the weights of the best epoch.
     *
     * @throws IllegalArgumentException if states are to be carried from batch to batch, and the network cannot, or the
     *     texts fill no batch
     * @throws CancellationException if it was cancelled before an epoch was finished
     * @throws DivergedException if the loss is no longer a number
     * @throws UncheckedIOException if its state cannot be stored or read
     */
    public TrainingResult train(SentimentNetwork network, TrainingTexts texts) {
        Nd4j.getRandom().setSeed(settings.seed());
        try (TrainingState state =
                new TrainingState(network, settings.regularisation().averageDecay())) {
            keeper.restore(state);
            listener.begun(state.epochs());
            BatchSource source = BatchSource.of(texts, settings);
            listener.leftOut(source.leftOut());
            trainEpochs(network, state, texts, source);
            EpochResult best = state.best();
            if (best == null) {
                throw new CancellationException("Training was cancelled before its first epoch was finished.");
            }
            state.restoreBest();
            return new TrainingResult(state.epochs(), best, 1, listener.cancelled(), 1);
        } catch (IOException e) {
            throw new UncheckedIOException("The state of the training cannot be stored or read: " + e.getMessage(), e);
        }
    }

    /** On the GPU where there is one, and where that fails from the last finished epoch on on the CPU. */
    private void trainEpochs(SentimentNetwork network, TrainingState state, TrainingTexts texts, BatchSource source)
            throws IOException {
        long updates = settings.epochs() * source.batches();
        Gpu gpu = device.gpu();
        if (gpu != null && CudaUpdates.suit(network, settings)) {
            try (WeightUpdates step =
                    new CudaUpdates(network, settings, updates, texts.longest(), state, gpu, device.precision())) {
                trainEpochs(step, state, texts, source);
                return;
            } catch (CudaException | DeviceMemoryException | LinkageError failure) {
                listener.leftGpu(String.valueOf(failure.getMessage()));
            }
        }
        network.accelerate(device.precisionOnCpu());
        try (WeightUpdates step = new TrainingStep(network, settings, updates, texts.unlabelled())) {
            trainEpochs(step, state, texts, source);
        }
    }

    private void trainEpochs(WeightUpdates step, TrainingState state, TrainingTexts texts, BatchSource source)
            throws IOException {
        Random random = new Random(settings.seed());
        int finished = state.epochs().size();
        for (int epoch = 1; epoch <= settings.epochs() && !exhausted(epoch, state.best()); epoch++) {
            // Also drawn for epochs that an earlier process finished, so that the others get the same batches.
            Iterable<Batch> batches = source.draw(random);
            if (epoch <= finished) {
                continue;
            }
            double loss = trainEpoch(step, state, batches, source.texts(), epoch);
            if (listener.cancelled()) {
                break;
            }
            step.settle(state);
            state.useAverage();
            Map<String, Evaluation> sets = step.evaluate(texts);
            EpochResult result = new EpochResult(epoch, loss, Evaluation.mean(sets.values()));
            state.add(result);
            state.restoreLatest();
            keeper.store(state);
            listener.developmentEvaluated(sets);
            listener.epochFinished(result);
        }
    }

    private boolean exhausted(int epoch, @Nullable EpochResult best) {
        return best != null && epoch - best.epoch() > settings.patience();
    }

    /** Returns the mean loss over the texts of the epoch. */
    private double trainEpoch(WeightUpdates step, TrainingState state, Iterable<Batch> batches, int texts, int epoch) {
        int rows = 0;
        double weight = 0;
        double lossSum = 0;
        for (Batch batch : batches) {
            double loss = step.train(batch);
            if (!Double.isFinite(loss)) {
                throw new DivergedException(epoch, settings.learningRate());
            }
            step.average(state);
            rows += batch.ended();
            weight += batch.weight();
            lossSum += loss * batch.size();
            listener.batchTrained(
                    new TrainingListener.Progress(epoch, settings.epochs(), rows, texts, lossSum / weight));
            if (listener.cancelled()) {
                break;
            }
        }
        return lossSum / weight;
    }

    /** A training whose loss is no longer a finite number. */
    public static final class DivergedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DivergedException(int epoch, double learningRate) {
            super("Training diverged in epoch " + epoch + ": try a lower learning rate than " + learningRate + ".");
        }
    }
}
