package io.sentiment.network.onednn;

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

    /** Without the instruction, {@code Math.fma} computes in decimal numbers, a thousand times slower. */
    private static final boolean FUSED = Processor.current().features().contains("fma");

    private Activations() {}

    /** {@code result[i] = tanh(left[i] + right[i])}, for all of the result. */
    public static void tanhOfSum(float[] left, float[] right, float[] result) {
        for (int index = 0; index < result.length; index++) {
            result[index] = tanh(left[index] + right[index]);
        }
    }

    /** {@code result[i] = sigmoid(left[i] + right[i])}, for all of the result. */
    public static void sigmoidOfSum(float[] left, float[] right, float[] result) {
        for (int index = 0; index < result.length; index++) {
            result[index] = 0.5f * tanh(0.5f * (left[index] + right[index])) + 0.5f;
        }
    }

    /** Replaces each value by its hyperbolic tangent. */
    public static void tanh(float[] values) {
        for (int index = 0; index < values.length; index++) {
            values[index] = tanh(values[index]);
        }
    }

    /** Replaces each value by its sigmoid. */
    public static void sigmoid(float[] values) {
        for (int index = 0; index < values.length; index++) {
            values[index] = 0.5f * tanh(0.5f * values[index]) + 0.5f;
        }
    }

    /** The hyperbolic tangent. */
    public static float tanh(float value) {
        float x = Math.max(-LIMIT, Math.min(LIMIT, value));
        float square = x * x;
        float numerator = multiplyAdd(A13, square, A11);
        numerator = multiplyAdd(numerator, square, A9);
        numerator = multiplyAdd(numerator, square, A7);
        numerator = multiplyAdd(numerator, square, A5);
        numerator = multiplyAdd(numerator, square, A3);
        numerator = multiplyAdd(numerator, square, A1);
        float denominator = multiplyAdd(B6, square, B4);
        denominator = multiplyAdd(denominator, square, B2);
        denominator = multiplyAdd(denominator, square, B0);
        return x * numerator / denominator;
    }

    /** {@code factor · other + addend}, rounded once where the CPU has an instruction for that. */
    public static float multiplyAdd(float factor, float other, float addend) {
        return FUSED ? Math.fma(factor, other, addend) : factor * other + addend;
    }
}
