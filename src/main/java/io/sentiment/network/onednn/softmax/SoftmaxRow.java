package io.sentiment.network.onednn.softmax;

import io.sentiment.network.onednn.matrix.Folds;

/**
 * Exponentials of a row of scores, written so that the JIT compiler turns the loops into vector instructions: sums and
 * maxima are found by {@link Folds}, and there is no call and no branch. For one thread.
 */
public final class SoftmaxRow {

    /** Below it, a fold is too short for vectors. */
    private static final int SHORT = 32;

    /** Below it, the exponential is no normal number of single precision. */
    private static final float SMALLEST = -87;

    private static final int SQUARINGS = 7;
    private static final float SCALE = 1f / (1 << SQUARINGS);

    private final Folds folds;

    /** @param length of the rows, at least 1 */
    public SoftmaxRow(int length) {
        folds = new Folds(length, SHORT);
    }

    /** The largest value. */
    public float largest(float[] values) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : folds.fold(values, SoftmaxRow::foldLargest)) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    /**
     * Replaces each value by {@code exp(value - shift)}, to some 1e-5 of it.
     *
     * @param shift at least the largest value
     * @return the sum of the exponentials
     */
    public float exponentials(float[] values, float shift) {
        exponentiate(values, shift);
        float sum = 0;
        for (float value : folds.fold(values, SoftmaxRow::foldSum)) {
            sum += value;
        }
        return sum;
    }

    /** Multiplies all values. */
    public static void multiply(float[] values, float factor) {
        for (int index = 0; index < values.length; index++) {
            values[index] *= factor;
        }
    }

    /** Adds the values to the sums. */
    public static void add(float[] values, float[] sums) {
        for (int index = 0; index < sums.length; index++) {
            sums[index] += values[index];
        }
    }

    /** By scaling and squaring (Moler and Van Loan 1978): exp(x) is a power of exp(x / 128), for which few terms suffice. */
    private static void exponentiate(float[] values, float shift) {
        for (int index = 0; index < values.length; index++) {
            float x = Math.max(values[index] - shift, SMALLEST) * SCALE;
            float power = 1 + x * (1 + x * (1f / 2 + x * (1f / 6 + x * (1f / 24 + x * (1f / 120 + x * (1f / 720))))));
            power *= power;
            power *= power;
            power *= power;
            power *= power;
            power *= power;
            power *= power;
            values[index] = power * power;
        }
    }

    private static void foldLargest(float[] values, float[] into) {
        for (int index = 0; index < into.length; index++) {
            into[index] = Math.max(values[index], into[index]);
        }
    }

    private static void foldSum(float[] values, float[] into) {
        if (values.length % 2 == 1) {
            into[0] = 0; // The value in the middle counts once.
        }
        for (int index = 0; index < into.length; index++) {
            into[index] += values[index];
        }
    }
}
