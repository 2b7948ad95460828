package io.sentiment.network.onednn.matrix;

/**
 * Arrays by which an array of one length is folded, each half as long, until little is left: the JIT compiler turns the folds
 * into vector instructions, which it does not do for a maximum or a sum that is carried from value to value. For one thread.
 */
public final class Folds {

    private final float[][] arrays;

    /**
     * Folds of an array.
     *
     * @param length of the array, at least 1
     * @param shortest length that is not folded any more
     */
    public Folds(int length, int shortest) {
        int count = 0;
        for (int left = length; left > shortest; left = half(left)) {
            count++;
        }
        arrays = new float[count][];
        int left = length;
        for (int fold = 0; fold < count; fold++) {
            left = half(left);
            arrays[fold] = new float[left];
        }
    }

    /**
     * Folds an array.
     *
     * @param values which stay as they are
     * @param step what a fold does
     * @return what is left; the values themselves where they are short
     */
    public float[] fold(float[] values, Step step) {
        float[] latest = values;
        for (float[] array : arrays) {
            // The last values and the first: of an odd number the one in the middle belongs to both.
            System.arraycopy(latest, latest.length - array.length, array, 0, array.length);
            step.fold(latest, array);
            latest = array;
        }
        return latest;
    }

    private static int half(int length) {
        return (length + 1) / 2;
    }

    /** Joins the first half of the values with the second. */
    @FunctionalInterface
    public interface Step {

        /**
         * One fold.
         *
         * @param values of which the first ones are to be joined
         * @param second half of the values in, both joined out
         */
        void fold(float[] values, float[] second);
    }
}
