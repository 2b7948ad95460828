package io.sentiment.network.onednn.matrix;

/** Whole numbers of 8 bits for numbers of single precision. */
final class Quantisation {

    private static final int LARGEST = 127;

    private Quantisation() {}

    /** The value of 1, where {@code largest} becomes 127. */
    static float scale(float largest) {
        return largest > 0 ? largest / LARGEST : 1;
    }

    /** Multiplies all values. */
    static void multiply(float[] values, float factor) {
        for (int index = 0; index < values.length; index++) {
            values[index] *= factor;
        }
    }

    /** {@code bytes[i] = round(values[i] · factor)}, of products within [-127, 127]. */
    static void quantise(float[] values, float factor, byte[] bytes) {
        for (int index = 0; index < values.length; index++) {
            bytes[index] = (byte) Math.round(values[index] * factor);
        }
    }
}
