package io.sentiment.network.onednn;

/** Whole numbers of 8 bits for numbers of single precision. */
final class Quantisation {

    private static final int LARGEST = 127;

    /** Adding 1.5 · 2^23 rounds to a whole number, ties to even, and leaves it in the lowest bits of the fraction. */
    private static final float ROUNDING = 0x1.8p23f;

    private Quantisation() {}

    /** The value of 1, where {@code largest} becomes 127. */
    static float scale(float largest) {
        return largest > 0 ? largest / LARGEST : 1;
    }

    /** The largest absolute value. */
    static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** {@code bytes[i] = round(values[i] · factor)}, of products within [-127, 127]. */
    static void quantise(float[] values, float factor, byte[] bytes) {
        for (int index = 0; index < values.length; index++) {
            bytes[index] = (byte) Float.floatToRawIntBits(values[index] * factor + ROUNDING);
        }
    }
}
