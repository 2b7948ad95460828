package io.sentiment.network.training;

import io.sentiment.network.Evaluation;
import io.sentiment.network.LabelledText;
import io.sentiment.network.dl4j.CarriedStates;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.dl4j.Dl4jNetwork;
import io.sentiment.network.dl4j.Regularisation;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.text.EncodedText;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Lets DL4J train a network on one batch after the other as its settings say. Rate and random choices follow only from the
 * number of the update, so that an interrupted training goes on as if it had not been. For one training, on one thread.
 */
final class TrainingStep implements WeightUpdates {

    private final SentimentNetwork network;
    private final TrainingSettings settings;
    private final long updates;
    private final List<EncodedText> unlabelled;
    private final Dl4jNetwork dl4j;
    private final @Nullable RegularisedEmbedding embedding;
    private final @Nullable RecurrentDropout recurrentDropout;
    private final @Nullable DrawnDropout inputDropout;
    private final @Nullable AdversarialPass adversarial;
    private final @Nullable OwnAnswers answers;
    private final @Nullable CarriedStates states;
    private final @Nullable WeightedCrossEntropy loss;

    /** @param updates of the whole training, if it does not stop early */
    TrainingStep(SentimentNetwork network, TrainingSettings settings, long updates) {
        this(network, settings, updates, List.of());
    }

    /**
     * A step that also learns from texts without labels, if the settings are virtually adversarial.
     *
     * @param updates of the whole training, if it does not stop early
     */
    TrainingStep(SentimentNetwork network, TrainingSettings settings, long updates, List<EncodedText> unlabelled) {
        this.network = network;
        this.settings = settings;
        this.updates = updates;
        this.unlabelled = unlabelled.stream()
                .sorted(Comparator.comparingInt(EncodedText::length))
                .toList();
        this.dl4j = network.dl4j();
        states = settings.continuity().carriesStates() ? new CarriedStates(network) : null;
        loss = settings.continuity().chunk() > 0 ? new WeightedCrossEntropy(network) : null;
        Regularisation regularisation = settings.regularisation();
        boolean changesEmbeddings = regularisation.embeddingDropout() > 0
                || regularisation.spatialDropout() > 0
                || regularisation.perturbs();
        embedding = changesEmbeddings ? RegularisedEmbedding.installIn(dl4j) : null;
        recurrentDropout = regularisation.recurrentDropout() > 0
                ? new RecurrentDropout(network, regularisation.recurrentDropout())
                : null;
        inputDropout = network.architecture().dropout() > 0 ? new DrawnDropout(network) : null;
        // After the dropout, whose gradients are joined when they are whole.
        adversarial = regularisation.perturbs() ? new AdversarialPass(dl4j) : null;
        answers = regularisation.virtualAdversarial() > 0 ? new OwnAnswers(network) : null;
    }

    /** One update of the weights; returns the mean cross entropy of some whole texts before it. */
    double train(List<LabelledText> texts) {
        return train(Batch.of(texts));
    }

    @Override
    public double train(Batch batch) {
        int update = dl4j.updates();
        dl4j.setLearningRate(settings.rate(update, updates));
        UpdateSeeds seeds = UpdateSeeds.of(settings.seed(), update);
        if (recurrentDropout != null) {
            recurrentDropout.drop(seeds.recurrent());
        }
        if (inputDropout != null) {
            inputDropout.draw(seeds.inputs());
        }
        try (RegularisedTexts texts =
                        texts(batch.rows().stream().map(LabelledText::text).toList(), seeds);
                INDArray targets =
                        column(batch.targets(settings.regularisation().labelSmoothing()));
                INDArray weights = weights(batch)) {
            if (embedding != null) {
                texts.enter(embedding);
            }
            if (loss != null) {
                loss.weigh(weights);
            }
            if (states != null) {
                states.begin(
                        batch.origins(),
                        texts.texts().stream().mapToInt(EncodedText::length).toArray());
            }
            double mean = train(texts, targets, seeds);
            if (states != null) {
                states.keep();
            }
            return mean;
        }
    }

    private double train(RegularisedTexts texts, INDArray targets, UpdateSeeds seeds) {
        if (adversarial == null || embedding == null) {
            return network.fit(texts.padded(), targets);
        }
        if (answers != null) {
            return trainVirtuallyAdversarially(texts, targets, seeds, adversarial, answers, embedding);
        }
        double cleanLoss = adversarial.add(texts.padded(), targets, 0.5);
        dropWeightsAgain();
        if (inputDropout != null) {
            inputDropout.drawAgain();
        }
        adversarial.joinWith(0.5);
        return (cleanLoss + network.fit(texts.padded(), targets)) / 2;
    }

    /**
     * With the same dropout in both passes over a text: answers that differ by it would hide how they differ by the
     * perturbation. Half of the loss is the divergence, a mean over texts with and without labels; returned is the loss
     * of the labels alone, which is comparable with that of other trainings.
     */
    private double trainVirtuallyAdversarially(
            RegularisedTexts labelled,
            INDArray targets,
            UpdateSeeds seeds,
            AdversarialPass pass,
            OwnAnswers own,
            RegularisedEmbedding moved) {
        own.rememberNext();
        double labelLoss = pass.add(labelled.padded(), targets, 0.5);
        dropWeightsAgain();
        if (unlabelled.isEmpty()) {
            pass.joinWith(0.5);
            network.fit(labelled.padded(), own.remembered());
            return labelLoss;
        }
        pass.add(labelled.padded(), own.remembered(), 0.25);
        dropWeightsAgain();
        UpdateSeeds further = UpdateSeeds.of(seeds.unlabelled(), 0);
        if (inputDropout != null) {
            inputDropout.draw(further.inputs());
        }
        try (RegularisedTexts texts = texts(drawn(labelled.texts().size(), seeds.unlabelled()), further);
                // The gradient of any loss shows where an answer changes; that of 0 is nowhere without one.
                INDArray none = column(new float[texts.texts().size()])) {
            texts.enter(moved);
            own.rememberNext();
            pass.discard(texts.padded(), none);
            dropWeightsAgain();
            pass.joinWith(0.25);
            network.fit(texts.padded(), own.remembered());
        }
        return labelLoss;
    }

    private void dropWeightsAgain() {
        if (recurrentDropout != null) {
            recurrentDropout.dropAgain();
        }
    }

    /** Texts without labels that follow each other by length, from a random one on, so that little is padding. */
    private List<EncodedText> drawn(int count, long seed) {
        int first = new SplittableRandom(seed).nextInt(unlabelled.size());
        return IntStream.range(first, first + count)
                .mapToObj(index -> unlabelled.get(index % unlabelled.size()))
                .toList();
    }

    private RegularisedTexts texts(List<EncodedText> texts, UpdateSeeds seeds) {
        return new RegularisedTexts(texts, settings.regularisation(), seeds, network.architecture());
    }

    private static @Nullable INDArray weights(Batch batch) {
        float[] weights = batch.lossWeights();
        return weights == null ? null : column(weights);
    }

    private static INDArray column(float[] values) {
        return Nd4j.createFromArray(values).reshape(values.length, 1);
    }

    @Override
    public void average(TrainingState state) {
        state.updated();
    }

    /** The network has all that there is. */
    @Override
    public void settle(TrainingState state) {}

    @Override
    public Map<String, Evaluation> evaluate(TrainingTexts texts) {
        return texts.evaluate(new Dl4jEngine(network));
    }

    /** Leaves the network as DL4J made it: with the rate of its settings and without dropout. */
    @Override
    public void close() {
        dl4j.setLearningRate(settings.learningRate());
        if (embedding != null) {
            embedding.removeFrom(dl4j);
        }
        if (recurrentDropout != null) {
            recurrentDropout.close();
        }
        if (inputDropout != null) {
            inputDropout.close();
        }
        if (adversarial != null) {
            adversarial.close();
        }
        if (answers != null) {
            answers.close();
        }
        if (states != null) {
            states.close();
        }
        if (loss != null) {
            loss.close();
        }
    }
}
