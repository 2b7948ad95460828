package io.sentiment.network;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of the pooled states of a text: a dense layer between, where there is one, and the one that answers, whose
 * value is the log odds of {@code positive}. Shares the weights. Immutable and thread-safe.
 */
public final class DenseLayers {

    private final NetworkWeights.@Nullable Dense between;
    private final Function function;
    private final float[] dense;
    private final boolean multiplied;
    private final int hidden;
    private final float denseBias;

    /** Those of a network. */
    public DenseLayers(NetworkWeights weights) {
        between = weights.between();
        function = weights.architecture().particularsOrNone().dense();
        dense = weights.dense();
        denseBias = weights.denseBias();
        multiplied = weights.architecture().particularsOrNone().multiplied();
        hidden = weights.architecture().hiddenSize();
    }

    /**
     * The weights by which the states are read, [pooled values, {@link #firstSize}]: those of the first layer, or, where the
     * states are multiplied before that, ones in the diagonal.
     */
    public float[] first() {
        if (!multiplied) {
            return between == null ? dense : between.weights();
        }
        float[] identity = new float[4 * hidden * hidden];
        for (int value = 0; value < 2 * hidden; value++) {
            identity[value * (2 * hidden + 1)] = 1;
        }
        return identity;
    }

    /** Values that the states are read into. */
    public int firstSize() {
        if (multiplied) {
            return 2 * hidden;
        }
        return between == null ? 1 : dense.length;
    }

    /**
     * The log odds.
     *
     * @param sums [{@link #firstSize}] products of the pooled values with {@link #first}, without a bias
     */
    public float logOddsOfSums(float[] sums) {
        if (multiplied) {
            return (float) logOdds(sums);
        }
        float logOdds = denseBias;
        if (between == null) {
            return logOdds + sums[0];
        }
        for (int value = 0; value < dense.length; value++) {
            logOdds += dense[value] * (float) function.of(between.bias()[value] + sums[value]);
        }
        return logOdds;
    }

    /**
     * The log odds.
     *
     * @param pooled [directions · hidden]
     */
    public double logOdds(float[] pooled) {
        float[] read = multiplied ? product(pooled) : pooled;
        float[] values = between == null ? read : values(between, read);
        double sum = denseBias;
        for (int index = 0; index < dense.length; index++) {
            sum += (double) dense[index] * values[index];
        }
        return sum;
    }

    /**
     * The gradient of the log odds with respect to the pooled values, [directions · hidden]; not to be written to.
     *
     * @param pooled [directions · hidden]
     */
    public float[] gradient(float[] pooled) {
        if (!multiplied) {
            return ofRead(pooled);
        }
        float[] ofProduct = ofRead(product(pooled));
        float[] gradient = new float[pooled.length];
        for (int unit = 0; unit < hidden; unit++) {
            gradient[unit] = ofProduct[unit] * pooled[hidden + unit];
            gradient[hidden + unit] = ofProduct[unit] * pooled[unit];
        }
        return gradient;
    }

    /** The gradient with respect to what the first layer gets. */
    private float[] ofRead(float[] read) {
        if (between == null) {
            return dense;
        }
        float[] values = values(between, read);
        float[] gradient = new float[read.length];
        for (int index = 0; index < read.length; index++) {
            for (int value = 0; value < dense.length; value++) {
                double slope = function.slopeAt(values[value]);
                gradient[index] += (float) (between.weights()[index * dense.length + value] * slope * dense[value]);
            }
        }
        return gradient;
    }

    private float[] product(float[] pooled) {
        float[] product = new float[hidden];
        for (int unit = 0; unit < hidden; unit++) {
            product[unit] = pooled[unit] * pooled[hidden + unit];
        }
        return product;
    }

    private float[] values(NetworkWeights.Dense layer, float[] pooled) {
        double[] sums = new double[dense.length];
        for (int index = 0; index < pooled.length; index++) {
            for (int value = 0; value < sums.length; value++) {
                sums[value] += (double) layer.weights()[index * sums.length + value] * pooled[index];
            }
        }
        float[] values = new float[sums.length];
        for (int value = 0; value < values.length; value++) {
            values[value] = (float) function.of(layer.bias()[value] + sums[value]);
        }
        return values;
    }
}
