package io.sentiment.network;

/**
 * Sigmoid and hyperbolic tangent over arrays, written so that the JIT compiler turns the loops into vector
 * instructions: no call, no branch.
 *
 * <p>The tangent is the rational approximation of Eigen ({@code Eigen/src/Core/MathFunctionsImpl.h}, {@code ptanh_float}):
 * a polynomial of degree 13 over one of degree 6, within a few units in the last place on [-7.9, 7.9], outside which the
 * tangent is ±1 in single precision. The sigmoid is {@code (1 + tanh(x/2)) / 2}.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the coefficients are as published
public final class Activations {

    private static final float LIMIT = 7.90531110763549805f;

    private static final float A1 = 4.89352455891786e-03f;
    private static final float A3 = 6.37261928875436e-04f;
    private static final float A5 = 1.48572235717979e-05f;
    private static final float A7 = 5.12229709037114e-08f;
    private static final float A9 = -8.60467152213735e-11f;
    private static final float A11 = 2.00018790482477e-13f;
    private static final float A13 = -2.76076847742355e-16f;

    private static final float B0 = 4.89352518554385e-03f;
    private static final float B2 = 2.26843463243900e-03f;
    private static final float B4 = 1.18534705686654e-04f;
    private static final float B6 = 1.19825839466702e-06f;

    private Activations() {}

    /** Replaces {@code values[from … to)} by their hyperbolic tangents. */
    static void tanh(float[] values, int from, int to) {
        for (int index = from; index < to; index++) {
            values[index] = tanh(values[index]);
        }
    }

    /** Replaces {@code values[from … to)} by their sigmoids. */
    static void sigmoid(float[] values, int from, int to) {
        for (int index = from; index < to; index++) {
            values[index] = 0.5f * tanh(0.5f * values[index]) + 0.5f;
        }
    }

    /** The hyperbolic tangent. */
    public static float tanh(float value) {
        float x = Math.max(-LIMIT, Math.min(LIMIT, value));
        float square = x * x;
        float numerator = A13 * square + A11;
        numerator = numerator * square + A9;
        numerator = numerator * square + A7;
        numerator = numerator * square + A5;
        numerator = numerator * square + A3;
        numerator = numerator * square + A1;
        float denominator = ((B6 * square + B4) * square + B2) * square + B0;
        return x * numerator / denominator;
    }
}
