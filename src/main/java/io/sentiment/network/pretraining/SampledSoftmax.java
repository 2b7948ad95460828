package io.sentiment.network.pretraining;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Cross entropy of the next token over a sample of the vocabulary that a batch shares, an estimate of that over the whole
 * vocabulary by importance sampling (Bengio and Senécal 2003; Jean et al. 2015, "On Using Very Large Target Vocabulary
 * for Neural Machine Translation"; Jozefowicz et al. 2016, "Exploring the Limits of Language Modeling"): the exponential
 * of a score counts for one divided by the probability of being in the sample, so that rare tokens stand for the many
 * that were not drawn. Not thread-safe.
 */
final class SampledSoftmax {

    /** Costs about half as much as an LSTM of 128 units; the full softmax over 30,000 tokens would cost sixty times that. */
    private static final int CANDIDATES = 512;

    /** Between the uniform distribution and that of the texts, as for word vectors. */
    private static final double NOISE_POWER = 0.75;

    /** The score of a candidate that is the true token, which is scored apart. */
    private static final float EXCLUDED = -1e9f;

    private final TokenScores scores;
    private final NoiseDistribution noise;
    private final SplittableRandom random;

    SampledSoftmax(long[] counts, int hidden, SplittableRandom random) {
        this.scores = new TokenScores(counts, hidden);
        this.noise = new NoiseDistribution(counts, NOISE_POWER);
        this.random = random;
    }

    /**
     * One update of the scores.
     *
     * @param states [rows, hidden], row-major
     * @param targets the true tokens [rows], or {@link PackedWindows.Batch#NONE}
     */
    Loss train(INDArray states, int[] targets) {
        NoiseDistribution.Sample sample = noise.sample(CANDIDATES, random);
        float[] stateValues = states.data().asFloat();
        TrueTokens truth = new TrueTokens(scores, stateValues, targets);
        try (INDArray weights = weights(sample);
                // [rows, candidates], row-major because both factors are.
                INDArray rows = Nd4j.gemm(states, weights, false, true)) {
            addBiases(rows, sample);
            truth.exclude(rows, sample, EXCLUDED);
            normalise(rows, truth);
            try (INDArray stateGradient = Nd4j.gemm(rows, weights, false, false);
                    INDArray weightGradient = Nd4j.gemm(rows, states, true, false);
                    INDArray biasGradient = rows.sum(0)) {
                float[] gradient = stateGradient.data().asFloat();
                truth.addStateGradient(gradient);
                update(sample, weightGradient, biasGradient, truth, stateValues);
                return new Loss(gradient, truth.lossSum(), truth.count());
            }
        }
    }

    private INDArray weights(NoiseDistribution.Sample sample) {
        float[][] rows = new float[sample.ids().length][];
        for (int index = 0; index < rows.length; index++) {
            rows[index] = scores.weights(sample.ids()[index]);
        }
        return Nd4j.createFromArray(rows);
    }

    private void addBiases(INDArray rows, NoiseDistribution.Sample sample) {
        float[] biases = new float[sample.ids().length];
        for (int index = 0; index < biases.length; index++) {
            int id = sample.ids()[index];
            biases[index] = (float) (scores.bias(id) - sample.logInclusion(id));
        }
        try (INDArray row = Nd4j.create(biases, new long[] {1, biases.length}, 'c')) {
            rows.addiRowVector(row);
        }
    }

    /** Turns scores into the gradients of the mean loss with respect to them. */
    private static void normalise(INDArray rows, TrueTokens truth) {
        try (INDArray largest = rows.max(1)) {
            float[] shift = truth.largerOf(largest.toFloatVector());
            try (INDArray column = column(shift)) {
                rows.subiColumnVector(column);
            }
            Transforms.exp(rows, false);
            try (INDArray sums = rows.sum(1);
                    INDArray factors = column(truth.normalise(sums.toFloatVector(), shift))) {
                rows.muliColumnVector(factors);
            }
        }
    }

    private static INDArray column(float[] values) {
        return Nd4j.create(values, new long[] {values.length, 1}, 'c');
    }

    private void update(
            NoiseDistribution.Sample sample,
            INDArray weightGradient,
            INDArray biasGradient,
            TrueTokens truth,
            float[] stateValues) {
        Map<Integer, TokenScores.RowGradient> gradients = new HashMap<>();
        float[][] ofWeights = weightGradient.toFloatMatrix();
        float[] ofBiases = biasGradient.toFloatVector();
        for (int index = 0; index < ofWeights.length; index++) {
            gradients.put(sample.ids()[index], new TokenScores.RowGradient(ofWeights[index], ofBiases[index]));
        }
        truth.addWeightGradients(gradients, stateValues);
        gradients.forEach(scores::update);
    }

    /**
     * What an update gives.
     *
     * @param stateGradient ∂L/∂states [rows, hidden] of the mean loss, row-major
     * @param sum of the losses in nats
     * @param count of the tokens that were predicted
     */
    @SuppressWarnings("ArrayRecordComponent") // Lives for one update.
    record Loss(float[] stateGradient, double sum, int count) {}
}
