package io.sentiment.network.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.LabelledText;
import io.sentiment.network.Precision;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.dl4j.PaddedBatch;
import io.sentiment.network.dl4j.Regularisation;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.SentimentNetworkTest;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.training.AdversarialPass.Perturbation;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Virtual adversarial training, against differences of losses that a plain network computes in double precision. */
class VirtualAdversarialTest {

    private static final TrainingSettings SETTINGS = new TrainingSettings(1, 16, 0.02, 1, 1, 5);
    private static final Architecture ARCHITECTURE = new Architecture(40, 5, Cell.LSTM, 6, 1, false, 9, 0);
    private static final int WIDTH = ARCHITECTURE.embeddingSize();
    private static final double NORM = 2;
    private static final double STEP = 1e-5;

    /** No token twice in a text, so that a change of one token's embedding moves one place of the text. */
    private static final List<LabelledText> TEXTS = List.of(
            labelled(true, 7, 3, 12, 30, 9),
            labelled(false, 3, 39),
            labelled(true, 21, 22, 23, 24, 25, 26, 27, 28, 29),
            labelled(false, 11));

    @Test
    void theGradientsAreThoseOfTheMeanOfTheLossAndTheDivergence() {
        try (Trained trained = new Trained(1, -1, -1, 1)) {
            assertGradients(
                    trained.gradients(),
                    trained.weights(),
                    weights -> (trained.labelLoss(weights) + trained.divergence(weights)) / 2);
        }
    }

    @Test
    void textsWithoutLabelsCountAsMuchAsThoseWithThem() {
        UpdateSeeds seeds = UpdateSeeds.of(SETTINGS.seed(), 0);
        List<LabelledText> drawn = new ArrayList<>(List.of(
                labelled(false, 5),
                labelled(false, 13, 7, 22),
                labelled(false, 9, 8, 7, 6),
                labelled(false, 4, 38, 37, 36, 35, 34, 33, 32, 31)));
        List<EncodedText> unlabelled = drawn.stream().map(LabelledText::text).toList();
        Collections.rotate(drawn, -new SplittableRandom(seeds.unlabelled()).nextInt(4));
        double[][][] gradients = new double[1][][];
        try (SentimentNetwork network = SentimentNetworkTest.randomised(ARCHITECTURE);
                TrainingStep step = new TrainingStep(
                        network, SETTINGS.with(TrainingMethods.virtualAdversarial(NORM)), 5, unlabelled);
                Trained labelled = new Trained(SentimentNetworkTest.randomised(ARCHITECTURE), TEXTS, sides(seeds));
                Trained further = new Trained(
                        SentimentNetworkTest.randomised(ARCHITECTURE),
                        drawn,
                        sides(UpdateSeeds.of(seeds.unlabelled(), 0)))) {
            network.dl4j().model().addListeners(new BaseTrainingListener() {
                @Override
                public void onBackwardPass(Model model) {
                    gradients[0] = layers(model.gradient().gradient());
                }
            });

            step.train(TEXTS);

            assertGradients(
                    gradients[0],
                    labelled.weights(),
                    weights -> labelled.labelLoss(weights) / 2
                            + (labelled.divergence(weights) + further.divergence(weights)) / 4);
        }
    }

    private static float[] sides(UpdateSeeds seeds) {
        Draws coin = new Draws(seeds.sides(), 0.5);
        return new float[] {coin.scale(0) - 1, coin.scale(1) - 1, coin.scale(2) - 1, coin.scale(3) - 1};
    }

    private static void assertGradients(double[][] gradients, double[][] weights, ToDoubleFunction<double[][]> loss) {
        for (int layer = 0; layer < weights.length; layer++) {
            for (int index = 0; index < weights[layer].length; index++) {
                double weight = weights[layer][index];
                weights[layer][index] = weight + STEP;
                double above = loss.applyAsDouble(weights);
                weights[layer][index] = weight - STEP;
                double below = loss.applyAsDouble(weights);
                weights[layer][index] = weight;
                assertThat(gradients[layer][index])
                        .as("layer %s, weight %s", layer, index)
                        .isCloseTo((above - below) / (2 * STEP), within(1e-5));
            }
        }
    }

    /** Gradients in the order that {@link PlainNetwork} has weights in. */
    private static double[][] layers(INDArray gradients) {
        try (SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, SETTINGS)) {
            network.parameters().assign(gradients);
            return PlainNetwork.layers(network.weights());
        }
    }

    @Test
    void textsAreMovedToWhereAStepOfThePowerIterationMovesThem() {
        Random random = new Random(3);
        try (Trained trained = new Trained(1, -1, -1, 1)) {
            for (int row = 0; row < TEXTS.size(); row++) {
                double[] moved = trained.perturbation(row);
                double[] embedding = trained.embedding(row);
                double size = length(embedding) / Math.sqrt(embedding.length);
                assertThat(length(moved)).isCloseTo(NORM * size, within(1e-5));

                // ξ d of the paper: a random direction, short against the embeddings.
                double[] direction = random.doubles(moved.length, -1, 1).toArray();
                double[] near = scaled(direction, 1e-2 * size / length(direction));
                double[] gradient = new double[near.length];
                for (int place = 0; place < near.length; place++) {
                    double value = near[place];
                    near[place] = value + STEP;
                    double above = trained.divergence(trained.weights(), row, near);
                    near[place] = value - STEP;
                    double below = trained.divergence(trained.weights(), row, near);
                    near[place] = value;
                    gradient[place] = (above - below) / (2 * STEP);
                }

                assertThat(Math.abs(product(gradient, moved)) / length(gradient) / length(moved))
                        .as("row %s", row)
                        .isCloseTo(1, within(1e-3));
            }
        }
    }

    @Test
    void theSideIsThatOfTheGradientOfTheLossOrTheOther() {
        try (Trained there = new Trained(1, 1, 1, 1);
                Trained back = new Trained(-1, 1, -1, 1)) {
            for (int row = 0; row < TEXTS.size(); row++) {
                assertThat(scaled(back.perturbation(row), row % 2 == 0 ? -1 : 1))
                        .isEqualTo(there.perturbation(row));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.sentiment.network.training.TrainingStepTest#architectures")
    void theSameSeedGivesTheSameWeightsAndAnotherOthers(Architecture architecture) {
        Regularisation regularisation = new Regularisation(0.1, 0.9, 0.1, 0.2, 0.2, 0.3, 0, 3);
        TrainingSettings settings = SETTINGS.with(regularisation);
        TrainingSettings otherSeed = new TrainingSettings(1, 16, 0.02, 1, 1, 6).with(regularisation);

        float[] trained = trained(architecture, settings);

        assertThat(trained(architecture, settings)).isEqualTo(trained);
        assertThat(trained(architecture, otherSeed)).isNotEqualTo(trained);
        assertThat(trained(architecture, SETTINGS.with(new Regularisation(0.1, 0.9, 0.1, 0.2, 0.2, 0.3, 0, 0))))
                .isNotEqualTo(trained);
    }

    /** Otherwise the divergence would be that between two networks with different dropout. */
    @ParameterizedTest
    @MethodSource("io.sentiment.network.training.TrainingStepTest#architectures")
    void withoutAMoveTheAnswersDifferByNothingThoughMuchIsDropped(Architecture usual) {
        Architecture architecture = new Architecture(
                usual.vocabularySize(),
                usual.embeddingSize(),
                usual.cell(),
                usual.hiddenSize(),
                usual.layers(),
                usual.bidirectional(),
                usual.maximumLength(),
                0.5);
        float[] unmoved = trained(architecture, SETTINGS.with(new Regularisation(0, 0, 0, 0.2, 0.3, 0.4, 0, 1e-30)), 1);
        float[] plain = trained(architecture, SETTINGS.with(new Regularisation(0, 0, 0, 0.2, 0.3, 0.4, 0, 0)), 1);

        // Adam's first step is the same whatever gradients are multiplied by, unless they are near its epsilon.
        assertThat(IntStream.range(0, plain.length)
                        .filter(index -> Math.abs(unmoved[index] - plain[index]) > 2e-3)
                        .count())
                .isLessThan(plain.length / 100);
    }

    @Test
    void theAnswersChangeLessWhereTextsWereMovedInTraining() {
        List<LabelledText> texts = new RandomTexts(ARCHITECTURE, 1).labelled(64);
        assertThat(divergenceAfterTraining(texts, TrainingMethods.virtualAdversarial(NORM)))
                .isLessThan(divergenceAfterTraining(texts, Regularisation.NONE) / 2);
    }

    private static double divergenceAfterTraining(List<LabelledText> texts, Regularisation regularisation) {
        try (SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, SETTINGS)) {
            network.accelerate(Precision.FP32);
            try (TrainingStep step = new TrainingStep(network, SETTINGS.with(regularisation), 100)) {
                for (int update = 0; update < 100; update++) {
                    step.train(texts);
                }
            }
            try (Trained trained = new Trained(network, TEXTS, 1, -1, -1, 1)) {
                return trained.divergence(trained.weights());
            }
        }
    }

    private static float[] trained(Architecture architecture, TrainingSettings settings) {
        return trained(architecture, settings, 3);
    }

    private static float[] trained(Architecture architecture, TrainingSettings settings, int updates) {
        try (SentimentNetwork network = SentimentNetworkTest.randomised(architecture)) {
            network.accelerate(Precision.FP32);
            try (TrainingStep step = new TrainingStep(network, settings, 5)) {
                for (int update = 0; update < updates; update++) {
                    step.train(new RandomTexts(architecture, update).labelled(16));
                }
            }
            return network.parameters().toFloatVector();
        }
    }

    private static LabelledText labelled(boolean positive, int... ids) {
        return new LabelledText(new EncodedText(ids, ids.length, 0, false), positive);
    }

    private static double product(double[] first, double[] second) {
        double sum = 0;
        for (int index = 0; index < first.length; index++) {
            sum += first[index] * second[index];
        }
        return sum;
    }

    private static double length(double[] vector) {
        return Math.sqrt(product(vector, vector));
    }

    private static double[] scaled(double[] vector, double factor) {
        double[] scaled = vector.clone();
        for (int index = 0; index < scaled.length; index++) {
            scaled[index] *= factor;
        }
        return scaled;
    }

    /** What the two passes over {@link #TEXTS} gave, and the losses that they are to be held against. */
    private static final class Trained implements AutoCloseable {

        private final List<LabelledText> texts;
        private final SentimentNetwork network;
        private final double[][] weights;
        private final double[][] gradients;
        private final double[] answers;
        private final List<double[]> perturbations = new ArrayList<>();

        Trained(float... sides) {
            this(SentimentNetworkTest.randomised(ARCHITECTURE), TEXTS, sides);
        }

        Trained(SentimentNetwork network, List<LabelledText> texts, float... sides) {
            this.network = network;
            this.texts = texts;
            answers = new double[texts.size()];
            weights = PlainNetwork.layers(network.weights());
            try (PaddedBatch batch = new PaddedBatch(
                            texts.stream().map(LabelledText::text).toList(), ARCHITECTURE);
                    INDArray targets = column(texts.stream().mapToDouble(LabelledText::target));
                    INDArray lengths = column(texts.stream()
                                    .mapToDouble(text -> text.text().length()))
                            .reshape(texts.size());
                    INDArray drawn = Nd4j.createFromArray(sides);
                    AdversarialPass pass = new AdversarialPass(network.dl4j());
                    OwnAnswers own = new OwnAnswers(network);
                    Perturbation perturbation = new Perturbation(NORM, lengths, drawn)) {
                RegularisedEmbedding embedding = RegularisedEmbedding.installIn(network.dl4j());
                embedding.perturb(perturbation);
                own.rememberNext();
                pass.add(batch, targets, 0.5);
                pass.joinWith(0.5);
                network.dl4j().computeGradients(batch, own.remembered());
                INDArray moved = Nd4j.zeros(texts.size(), WIDTH, 9);
                perturbation.addTo(moved);
                for (int row = 0; row < texts.size(); row++) {
                    answers[row] = plain(weights).loss(List.of(withTarget(row, 0)));
                    answers[row] = 1 - Math.exp(-answers[row]);
                    assertThat(own.remembered().getDouble(row)).isCloseTo(answers[row], within(1e-6));
                    perturbations.add(moved.tensorAlongDimension(row, 1, 2)
                            .permute(1, 0)
                            .dup('c')
                            .data()
                            .asDouble());
                }
                gradients = layers(network.dl4j().model().gradient().gradient());
                embedding.removeFrom(network.dl4j());
            }
        }

        private static INDArray column(DoubleStream values) {
            INDArray column = Nd4j.createFromArray(values.toArray()).castTo(DataType.FLOAT);
            return column.reshape(column.length(), 1);
        }

        double[][] weights() {
            return weights;
        }

        double[][] gradients() {
            return gradients;
        }

        /** Of the steps of a text, one after the other. */
        double[] perturbation(int row) {
            double[] moved = new double[ids(row).length * WIDTH];
            System.arraycopy(perturbations.get(row), 0, moved, 0, moved.length);
            return moved;
        }

        double[] embedding(int row) {
            int[] ids = ids(row);
            double[] embedding = new double[ids.length * WIDTH];
            for (int step = 0; step < ids.length; step++) {
                System.arraycopy(weights[0], ids[step] * WIDTH, embedding, step * WIDTH, WIDTH);
            }
            return embedding;
        }

        double labelLoss(double[][] of) {
            return plain(of).loss(texts);
        }

        /** The sum over the texts, with the perturbations and answers that were constants. */
        double divergence(double[][] of) {
            double sum = 0;
            for (int row = 0; row < texts.size(); row++) {
                sum += divergence(of, row, perturbation(row));
            }
            return sum;
        }

        /** KL(p(x) || p(x + r)). */
        double divergence(double[][] of, int row, double[] moved) {
            double[][] changed = of.clone();
            changed[0] = of[0].clone();
            int[] ids = ids(row);
            for (int place = 0; place < moved.length; place++) {
                changed[0][ids[place / WIDTH] * WIDTH + place % WIDTH] += moved[place];
            }
            double answer = answers[row];
            return plain(changed).loss(List.of(withTarget(row, answer)))
                    + answer * Math.log(answer)
                    + (1 - answer) * Math.log(1 - answer);
        }

        private int[] ids(int row) {
            return texts.get(row).text().tokenIds();
        }

        private LabelledText withTarget(int row, double target) {
            return new LabelledText(texts.get(row).text(), target);
        }

        private static PlainNetwork plain(double[][] weights) {
            return new PlainNetwork(ARCHITECTURE, weights, SETTINGS);
        }

        @Override
        public void close() {
            network.close();
        }
    }
}
