package io.sentiment.network.onednn.softmax;

/**
 * Exponentials of a row of scores, written so that the JIT compiler turns the loops into vector instructions: sums and
 * maxima are found by folding an array until little is left, and there is no call and no branch. For one thread.
 */
public final class SoftmaxRow {

    /** Below it, a fold is too short for vectors. */
    private static final int SHORT = 32;

    /** Below it, the exponential is no normal number of single precision. */
    private static final float SMALLEST = -87;

    private static final int SQUARINGS = 7;
    private static final float SCALE = 1f / (1 << SQUARINGS);

    private final float[][] folds;

    /** @param length of the rows, at least 1 */
    public SoftmaxRow(int length) {
        int count = 0;
        for (int left = length; left > SHORT; left = half(left)) {
            count++;
        }
        folds = new float[count][];
        int left = length;
        for (int fold = 0; fold < count; fold++) {
            left = half(left);
            folds[fold] = new float[left];
        }
    }

    /** The largest value. */
    public float largest(float[] values) {
        float[] latest = values;
        for (float[] fold : folds) {
            // The last values and the first: of an odd number the one in the middle belongs to both.
            System.arraycopy(latest, latest.length - fold.length, fold, 0, fold.length);
            foldLargest(latest, fold);
            latest = fold;
        }
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : latest) {
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
        float[] latest = values;
        for (float[] fold : folds) {
            System.arraycopy(latest, latest.length - fold.length, fold, 0, fold.length);
            if (latest.length % 2 == 1) {
                fold[0] = 0;
            }
            foldSum(latest, fold);
            latest = fold;
        }
        float sum = 0;
        for (float value : latest) {
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

    private static int half(int length) {
        return (length + 1) / 2;
    }

    private static void foldLargest(float[] values, float[] into) {
        for (int index = 0; index < into.length; index++) {
            into[index] = Math.max(values[index], into[index]);
        }
    }

    private static void foldSum(float[] values, float[] into) {
        for (int index = 0; index < into.length; index++) {
            into[index] += values[index];
        }
    }
}
