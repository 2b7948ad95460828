package io.sentiment.network.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.Architecture;
import io.sentiment.network.LabelledText;
import io.sentiment.network.Precision;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.dl4j.PaddedBatch;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.SentimentNetworkTest;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.training.AdversarialPass.Perturbation;
import io.sentiment.text.EncodedText;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AdversarialPassTest {

    private static final TrainingSettings SETTINGS = new TrainingSettings(1, 16, 0.02, 1, 1, 5);

    static Stream<Architecture> architectures() {
        return TrainingStepTest.architectures();
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void theLongerThePerturbationTheHigherTheLossOfTheBatch(Architecture architecture) {
        List<LabelledText> texts = new RandomTexts(architecture, 1).labelled(16);
        double previous = 0;
        for (double norm : new double[] {0.01, 0.1, 1, 3}) {
            try (SentimentNetwork network = SentimentNetworkTest.randomised(architecture);
                    PaddedBatch batch = batch(architecture, texts);
                    INDArray targets = targets(texts);
                    INDArray lengths = lengths(texts);
                    AdversarialPass pass = new AdversarialPass(network.dl4j());
                    Perturbation perturbation = new Perturbation(norm, lengths, null)) {
                RegularisedEmbedding embedding = RegularisedEmbedding.installIn(network.dl4j());
                embedding.perturb(perturbation);

                double clean = pass.add(batch, targets, 0.5);
                pass.joinWith(0.5);
                double perturbed = network.fit(batch, targets);

                assertThat(perturbed - clean).as("norm %s", norm).isGreaterThan(previous);
                previous = perturbed - clean;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void withoutAPerturbationTheUpdateIsThatOfPlainTraining(Architecture architecture) {
        List<LabelledText> texts = new RandomTexts(architecture, 1).labelled(16);
        try (SentimentNetwork plain = SentimentNetworkTest.randomised(architecture);
                SentimentNetwork network = SentimentNetworkTest.randomised(architecture);
                PaddedBatch batch = batch(architecture, texts);
                INDArray targets = targets(texts);
                INDArray lengths = lengths(texts);
                AdversarialPass pass = new AdversarialPass(network.dl4j());
                Perturbation perturbation = new Perturbation(0, lengths, null)) {
            plain.accelerate(Precision.FP32);
            network.accelerate(Precision.FP32);
            RegularisedEmbedding.installIn(network.dl4j()).perturb(perturbation);

            double loss = plain.fit(batch, targets);
            double clean = pass.add(batch, targets, 0.5);
            pass.joinWith(0.5);
            double perturbed = network.fit(batch, targets);

            assertThat(clean).isEqualTo(loss).isEqualTo(perturbed);
            assertThat(plain.parameters().equalsWithEps(network.parameters(), 1e-7))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void theUpdateFollowsBothLossesAndTheEmbeddingsToo(Architecture architecture) {
        List<LabelledText> texts = new RandomTexts(architecture, 1).labelled(16);
        float[] plain = updated(architecture, texts, SETTINGS);
        float[] adversarial = updated(architecture, texts, SETTINGS.with(TrainingMethods.adversarial(3)));
        float[] again = updated(architecture, texts, SETTINGS.with(TrainingMethods.adversarial(3)));

        assertThat(adversarial.length).isEqualTo(plain.length);
        assertThat(Arrays.equals(adversarial, plain)).isFalse();
        assertThat(Arrays.equals(adversarial, again)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void eachTextIsMovedByItsOwnNormAlongItsGradient(Architecture architecture) {
        int size = architecture.embeddingSize();
        try (INDArray lengths = Nd4j.createFromArray(1f, 2f);
                Perturbation perturbation = new Perturbation(0.5, lengths, null)) {
            // The second step of the first text is padding.
            INDArray embeddings = Nd4j.ones(2, size, 2);
            embeddings.tensorAlongDimension(0, 1, 2).getColumn(1).assign(0);
            INDArray gradient = Nd4j.rand(2, size, 2);
            gradient.tensorAlongDimension(0, 1, 2).getColumn(1).assign(0);

            INDArray moved = embeddings.dup();
            perturbation.addTo(moved);
            assertThat(moved).isEqualTo(embeddings);
            perturbation.learn(gradient);
            perturbation.addTo(moved);

            INDArray difference = moved.sub(embeddings);
            assertThat(difference.norm2(1, 2).toFloatVector()).containsExactly(new float[] {0.5f, 0.5f}, within(1e-5f));
            for (int text = 0; text < 2; text++) {
                INDArray along = difference.tensorAlongDimension(text, 1, 2);
                INDArray steepest = gradient.tensorAlongDimension(text, 1, 2);
                double cosine = along.mul(steepest).sumNumber().doubleValue()
                        / (along.norm2Number().doubleValue()
                                * steepest.norm2Number().doubleValue());
                assertThat(cosine).isCloseTo(1, within(1e-5));
            }
        }
    }

    private static float[] updated(Architecture architecture, List<LabelledText> texts, TrainingSettings settings) {
        try (SentimentNetwork network = SentimentNetworkTest.randomised(architecture)) {
            network.accelerate(Precision.FP32);
            try (TrainingStep step = new TrainingStep(network, settings, 5)) {
                step.train(texts);
            }
            return network.parameters().toFloatVector();
        }
    }

    private static PaddedBatch batch(Architecture architecture, List<LabelledText> texts) {
        return new PaddedBatch(texts.stream().map(LabelledText::text).toList(), architecture);
    }

    private static INDArray targets(List<LabelledText> texts) {
        float[][] targets = new float[texts.size()][1];
        for (int row = 0; row < targets.length; row++) {
            targets[row][0] = texts.get(row).positive() ? 1 : 0;
        }
        return Nd4j.createFromArray(targets);
    }

    private static INDArray lengths(List<LabelledText> texts) {
        float[] lengths = new float[texts.size()];
        for (int row = 0; row < lengths.length; row++) {
            EncodedText text = texts.get(row).text();
            lengths[row] = text.length();
        }
        return Nd4j.createFromArray(lengths);
    }
}
