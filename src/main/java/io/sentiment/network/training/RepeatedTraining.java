package io.sentiment.network.training;

import io.sentiment.network.Evaluation;
import io.sentiment.network.Range;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.engines.TrainingDevice;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains a network several times from the weights that it has, with a seed more each time, and gives it the mean of the
 * weights of those runs that are best together: the greedy soup of Wortsman et al. (2022). Where runs end in one valley of the
 * loss, the mean of their weights answers nearly as the mean of their answers does, in the time of one network; where they do
 * not, the best run is left alone. Not safe for use by several threads, as {@link Trainer}.
 */
public final class RepeatedTraining {

    /** More than that gain nothing that is worth their time. */
    public static final int MOST_RUNS = 20;

    private final TrainingSettings settings;
    private final int runs;
    private final TrainingListener listener;
    private final IntFunction<StateKeeper> keepers;
    private final TrainingDevice device;

    /**
     * A training of so many runs.
     *
     * @param settings of the first run; each further one has the next seed
     * @param runs from 1 to {@link #MOST_RUNS}
     * @param keepers of the state of each run, by its number from 1
     * @param device that computes as long as it does not fail
     * @throws IllegalArgumentException if {@code runs} is out of its range
     */
    public RepeatedTraining(
            TrainingSettings settings,
            int runs,
            TrainingListener listener,
            IntFunction<StateKeeper> keepers,
            TrainingDevice device) {
        Range.require("runs", runs, 1, MOST_RUNS);
        this.settings = settings;
        this.runs = runs;
        this.listener = listener;
        this.keepers = keepers;
        this.device = device;
    }

    /**
     * Trains {@code network}, which then has the mean of the weights of the best epochs of one run or more. A run that is
     * cancelled is the last one.
     *
     * @throws IllegalArgumentException as {@link Trainer#train} does
     * @throws CancellationException if it was cancelled before the first epoch of the first run was finished
     * @throws Trainer.DivergedException if the loss of a run is no longer a number
     * @throws UncheckedIOException if the state of a run cannot be stored or read
     */
    public TrainingResult train(SentimentNetwork network, TrainingTexts texts) {
        if (runs == 1) {
            return run(1, network, texts);
        }
        List<Run> finished = new ArrayList<>();
        try (INDArray beginning = network.parameters().dup()) {
            boolean cancelled = false;
            for (int number = 1; number <= runs && !cancelled; number++) {
                listener.runBegins(number, runs);
                network.parameters().assign(beginning);
                network.dl4j().moments().assign(0);
                network.dl4j().setUpdates(0);
                try {
                    finished.add(new Run(
                            number,
                            run(number, network, texts),
                            network.parameters().dup()));
                } catch (CancellationException e) {
                    if (finished.isEmpty()) {
                        throw e;
                    }
                }
                cancelled = listener.cancelled();
            }
            return average(finished, network, texts, cancelled);
        } finally {
            finished.forEach(Run::close);
        }
    }

    private TrainingResult run(int number, SentimentNetwork network, TrainingTexts texts) {
        return new Trainer(settings.withSeed(settings.seed() + number - 1), listener, keepers.apply(number), device)
                .train(network, texts);
    }

    /** Beginning with the best run, takes another one in wherever that lowers the log loss of the development texts. */
    private TrainingResult average(
            List<Run> finished, SentimentNetwork network, TrainingTexts texts, boolean cancelled) {
        List<Run> ordered = finished.stream()
                .sorted(Comparator.comparingDouble(Run::logLoss))
                .toList();
        List<Run> averaged = new ArrayList<>(ordered.subList(0, 1));
        double lowest = ordered.get(0).logLoss();
        for (Run run : ordered.subList(1, ordered.size())) {
            averaged.add(run);
            useMean(averaged, network);
            Evaluation development = device.measure(
                    network, engine -> Evaluation.mean(texts.evaluate(engine).values()));
            boolean isKept = development.logLoss() < lowest;
            listener.runsAveraged(averaged.size(), development, isKept);
            if (isKept) {
                lowest = development.logLoss();
            } else {
                averaged.remove(averaged.size() - 1);
            }
        }
        useMean(averaged, network);
        listener.runsKept(averaged.stream().map(Run::number).sorted().toList());
        return ordered.get(0).result().ofRuns(averaged.size(), cancelled);
    }

    private static void useMean(List<Run> averaged, SentimentNetwork network) {
        INDArray weights = network.parameters();
        weights.assign(averaged.get(0).weights());
        averaged.subList(1, averaged.size()).forEach(run -> weights.addi(run.weights()));
        weights.divi(averaged.size());
    }

    /** What a run gave, by its number from 1. Owns its weights. */
    private record Run(int number, TrainingResult result, INDArray weights) implements AutoCloseable {

        double logLoss() {
            return result.best().development().logLoss();
        }

        @Override
        public void close() {
            weights.close();
        }
    }
}
