package io.sentiment.network.pretraining;

import io.sentiment.network.Precision;
import io.sentiment.network.dl4j.NativeArrays;
import io.sentiment.network.onednn.softmax.SoftmaxPass;
import io.sentiment.network.onednn.softmax.SoftmaxRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Cross entropy of the next token over a sample of the vocabulary that a batch shares, an estimate of that over the whole
 * vocabulary by importance sampling (Bengio and Senécal 2003; Jean et al. 2015, "On Using Very Large Target Vocabulary
 * for Neural Machine Translation"; Jozefowicz et al. 2016, "Exploring the Limits of Language Modeling"): the exponential
 * of a score counts for one divided by the probability of being in the sample, so that rare tokens stand for the many
 * that were not drawn. Owns native memory until {@link #close()}; not thread-safe.
 */
final class SampledSoftmax implements AutoCloseable {

    /** Costs about half as much as an LSTM of 128 units; the full softmax over 30,000 tokens would cost sixty times that. */
    private static final int CANDIDATES = 512;

    /** Between the uniform distribution and that of the texts, as for word vectors. */
    private static final double NOISE_POWER = 0.75;

    /** The score of a candidate that is the true token, which is scored apart. */
    private static final float EXCLUDED = -1e9f;

    private final TokenScores scores;
    private final NoiseDistribution noise;
    private final SplittableRandom random;
    private final CandidateProducts products;

    /**
     * A layer whose scores follow at first only from the frequencies.
     *
     * @param counts how often each token occurs [vocabulary]
     * @param precision of the factors of products, fp32 or bf16
     */
    SampledSoftmax(long[] counts, int hidden, SplittableRandom random, Precision precision) {
        this.scores = new TokenScores(counts, hidden);
        this.noise = new NoiseDistribution(counts, NOISE_POWER);
        this.random = random;
        products = CandidateProducts.of(precision, hidden, noise.size(CANDIDATES));
    }

    /**
     * One update of the scores.
     *
     * @param states [rows, hidden], row-major
     * @param targets the true tokens [rows], or {@link PackedWindows.Batch#NONE}
     * @param stateGradient ∂L/∂states [rows, hidden] of the mean loss, row-major, out
     */
    NextTokenUpdates.Loss train(INDArray states, int[] targets, INDArray stateGradient) {
        NoiseDistribution.Sample sample = noise.sample(CANDIDATES, random);
        TrueTokens truth = new TrueTokens(scores, targets);
        float[][] weights =
                Arrays.stream(sample.ids()).mapToObj(scores::weights).toArray(float[][]::new);
        float[] biases = biases(sample);
        List<Rows> works = Collections.synchronizedList(new ArrayList<>());
        products.run(
                weights,
                states,
                () -> {
                    Rows rows = new Rows(sample, biases, truth);
                    works.add(rows);
                    return rows;
                },
                stateGradient);
        float[] biasGradient = new float[biases.length];
        works.forEach(rows -> SoftmaxRow.add(rows.biasGradient, biasGradient));
        float[] stateValues = new float[Math.toIntExact(states.length())];
        NativeArrays.buffer(states).get(stateValues);
        update(sample, biasGradient, truth, stateValues);
        return new NextTokenUpdates.Loss(truth.lossSum(), truth.count());
    }

    @Override
    public void close() {
        products.close();
    }

    /** With the share of the probability that a candidate stands for. */
    private float[] biases(NoiseDistribution.Sample sample) {
        float[] biases = new float[sample.ids().length];
        for (int index = 0; index < biases.length; index++) {
            int id = sample.ids()[index];
            biases[index] = (float) (scores.bias(id) - sample.logInclusion(id));
        }
        return biases;
    }

    private void update(NoiseDistribution.Sample sample, float[] biasGradient, TrueTokens truth, float[] stateValues) {
        Map<Integer, TokenScores.RowGradient> gradients = new HashMap<>();
        for (int index = 0; index < biasGradient.length; index++) {
            gradients.put(
                    sample.ids()[index],
                    new TokenScores.RowGradient(products.weightGradient(index), biasGradient[index]));
        }
        truth.addWeightGradients(gradients, stateValues);
        gradients.forEach(scores::update);
    }

    /** From the scores of a row to their gradients. For one thread. */
    private static final class Rows implements SoftmaxPass.RowWork {

        private final NoiseDistribution.Sample sample;
        private final float[] biases;
        private final TrueTokens truth;
        private final SoftmaxRow softmax;
        private final float[] biasGradient;

        Rows(NoiseDistribution.Sample sample, float[] biases, TrueTokens truth) {
            this.sample = sample;
            this.biases = biases;
            this.truth = truth;
            softmax = new SoftmaxRow(biases.length);
            biasGradient = new float[biases.length];
        }

        @Override
        public void score(int row, float[] state, float[] scores) {
            if (truth.target(row) == PackedWindows.Batch.NONE) {
                Arrays.fill(scores, 0);
                return;
            }
            SoftmaxRow.add(biases, scores);
            int index = sample.indexOf(truth.target(row));
            if (index >= 0) {
                scores[index] = EXCLUDED;
            }
            float own = truth.score(row, state);
            float largest = Math.max(own, softmax.largest(scores));
            float sum = softmax.exponentials(scores, largest);
            SoftmaxRow.multiply(scores, truth.normalise(row, own, sum, largest));
            SoftmaxRow.add(scores, biasGradient);
        }

        @Override
        public void addGradient(int row, float[] gradient) {
            truth.addStateGradient(row, gradient);
        }
    }
}
