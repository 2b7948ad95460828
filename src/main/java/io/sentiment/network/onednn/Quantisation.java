package io.sentiment.network.onednn;

/** Whole numbers of 8 bits for numbers of single precision. */
final class Quantisation {

    private static final int LARGEST = 127;

    /** Adding 1.5 · 2^23 rounds to a whole number, ties to even, and leaves it in the lowest bits of the fraction. */
    private static final float ROUNDING = 0x1.8p23f;

    /** All bits but the sign. */
    private static final int MAGNITUDE = 0x7fffffff;

    private Quantisation() {}

    /** The value of 1, where {@code largest} becomes 127. */
    static float scale(float largest) {
        return largest > 0 ? largest / LARGEST : 1;
    }

    /** The largest absolute value; the bits of positive floats are in the order of their values. */
    static float largest(float[] values) {
        int even = 0;
        int odd = 0;
        int index = 0;
        // Two maxima, because each has to wait for the one before it.
        for (; index + 1 < values.length; index += 2) {
            even = Math.max(even, Float.floatToRawIntBits(values[index]) & MAGNITUDE);
            odd = Math.max(odd, Float.floatToRawIntBits(values[index + 1]) & MAGNITUDE);
        }
        if (index < values.length) {
            even = Math.max(even, Float.floatToRawIntBits(values[index]) & MAGNITUDE);
        }
        return Float.intBitsToFloat(Math.max(even, odd));
    }

    /** {@code bytes[i] = round(values[i] · factor)}, of products within [-127, 127]. */
    static void quantise(float[] values, float factor, byte[] bytes) {
        for (int index = 0; index < values.length; index++) {
            bytes[index] = (byte) Float.floatToRawIntBits(values[index] * factor + ROUNDING);
        }
    }
}
