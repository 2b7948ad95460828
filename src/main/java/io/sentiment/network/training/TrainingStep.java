package io.sentiment.network.training;

import io.sentiment.network.Evaluation;
import io.sentiment.network.LabelledText;
import io.sentiment.network.dl4j.CarriedStates;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.dl4j.Dl4jNetwork;
import io.sentiment.network.dl4j.PaddedBatch;
import io.sentiment.network.dl4j.Regularisation;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.training.AdversarialPass.Perturbation;
import io.sentiment.text.EncodedText;
import java.util.List;
import java.util.Map;
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
        this.network = network;
        this.settings = settings;
        this.updates = updates;
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
        InputDropout dropout = new InputDropout(settings.regularisation(), seeds);
        List<EncodedText> texts = dropout.withUnknownWords(
                batch.rows().stream().map(LabelledText::text).toList());
        if (recurrentDropout != null) {
            recurrentDropout.drop(seeds.recurrent());
        }
        if (inputDropout != null) {
            inputDropout.draw(seeds.inputs());
        }
        try (PaddedBatch padded = new PaddedBatch(texts, network.architecture());
                INDArray targets =
                        column(batch.targets(settings.regularisation().labelSmoothing()));
                INDArray weights = weights(batch);
                INDArray tokenScale =
                        dropout.tokenScale(texts, network.architecture().vocabularySize());
                INDArray columnScale =
                        dropout.columnScale(texts.size(), network.architecture().embeddingSize())) {
            if (embedding != null) {
                embedding.scale(tokenScale, columnScale);
            }
            if (loss != null) {
                loss.weigh(weights);
            }
            if (states != null) {
                states.begin(
                        batch.origins(),
                        texts.stream().mapToInt(EncodedText::length).toArray());
            }
            double mean = adversarial == null || embedding == null
                    ? network.fit(padded, targets)
                    : trainTwice(texts, padded, targets, seeds.sides(), embedding, adversarial);
            if (states != null) {
                states.keep();
            }
            return mean;
        }
    }

    private double trainTwice(
            List<EncodedText> texts,
            PaddedBatch padded,
            INDArray targets,
            long seed,
            RegularisedEmbedding perturbed,
            AdversarialPass pass) {
        Regularisation regularisation = settings.regularisation();
        try (INDArray lengths = lengths(texts);
                INDArray sides = answers == null ? null : sides(texts.size(), seed);
                Perturbation perturbation = new Perturbation(
                        Math.max(regularisation.adversarial(), regularisation.virtualAdversarial()), lengths, sides)) {
            perturbed.perturb(perturbation);
            if (answers != null) {
                answers.rememberNext();
            }
            double cleanLoss = pass.clean(padded, targets);
            if (recurrentDropout != null) {
                recurrentDropout.dropAgain();
            }
            if (answers != null) {
                // With the same dropout: answers that differ by it would hide how they differ by the perturbation.
                network.fit(padded, answers.remembered());
                return cleanLoss;
            }
            if (inputDropout != null) {
                inputDropout.drawAgain();
            }
            return (cleanLoss + network.fit(padded, targets)) / 2;
        } finally {
            perturbed.perturb(null);
        }
    }

    /** 1 or -1 for each text [batch]. */
    private static INDArray sides(int texts, long seed) {
        Draws coin = new Draws(seed, 0.5);
        float[] sides = new float[texts];
        for (int row = 0; row < texts; row++) {
            sides[row] = coin.scale(row) - 1;
        }
        return Nd4j.createFromArray(sides);
    }

    private static INDArray lengths(List<EncodedText> texts) {
        float[] lengths = new float[texts.size()];
        for (int row = 0; row < lengths.length; row++) {
            lengths[row] = texts.get(row).length();
        }
        return Nd4j.createFromArray(lengths);
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
