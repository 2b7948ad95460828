package io.sentiment.network.cuda;

import io.sentiment.network.Precision;
import io.sentiment.network.cuda.driver.NumberType;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * What a device stores numbers in. Embeddings, matrices and states are factors of products; what products give are sums.
 * Cell states, biases, pooled states and the dense layer are singles.
 */
enum Numbers {
    SINGLE("", NumberType.FP32, NumberType.FP32, 4),

    /** Sums are halves too: gates differ by less than states do, and what a step reads is half as much. */
    HALF("Fp16", NumberType.FP16, NumberType.FP16, 8),

    /** Sums are singles: with 8 bits they would lose more than products do. */
    BRAIN("Bf16", NumberType.BF16, NumberType.FP32, 8);

    private static final int AMPERE = 80;

    private final String suffix;
    private final NumberType factors;
    private final NumberType sums;
    private final int unitsAtOnce;

    Numbers(String suffix, NumberType factors, NumberType sums, int unitsAtOnce) {
        this.suffix = suffix;
        this.factors = factors;
        this.sums = sums;
        this.unitsAtOnce = unitsAtOnce;
    }

    /** @throws IllegalArgumentException if no GPU computes in that precision */
    static Numbers of(Precision precision) {
        return switch (precision) {
            case FP32 -> SINGLE;
            case FP16 -> HALF;
            case BF16 -> BRAIN;
            case INT8 -> throw new IllegalArgumentException("The engine cuda does not compute in int8.");
        };
    }

    /** The name of what {@code src/main/cuda/compile.sh} makes of kernels for these numbers. */
    String ptx(String name) {
        return suffix.isEmpty() ? name + ".ptx" : name + "-" + suffix.toLowerCase(Locale.ROOT) + ".ptx";
    }

    /** The name of a kernel for these numbers. */
    String kernel(String name) {
        return name + suffix;
    }

    NumberType factors() {
        return factors;
    }

    NumberType sums() {
        return sums;
    }

    /** Of the GPUs for which cuBLAS multiplies them; our kernels do on all. */
    int leastCapability() {
        return this == BRAIN ? AMPERE : 0;
    }

    /** Units that a thread of a wide kernel computes: as many states as 16 bytes hold. */
    int unitsAtOnce() {
        return unitsAtOnce;
    }

    /** Writes values as factors from the start of a buffer. */
    void write(float[] values, int first, int count, ByteBuffer to) {
        if (factors == NumberType.FP32) {
            to.asFloatBuffer().put(values, first, count);
            return;
        }
        for (int index = 0; index < count; index++) {
            float value = values[first + index];
            to.putShort(Short.BYTES * index, this == HALF ? half(value) : brain(value));
        }
    }

    /** Reads factors from the start of a buffer. */
    void read(ByteBuffer from, float[] values) {
        if (factors == NumberType.FP32) {
            from.asFloatBuffer().get(values);
            return;
        }
        for (int index = 0; index < values.length; index++) {
            short bits = from.getShort(Short.BYTES * index);
            values[index] = this == HALF ? single(bits) : Float.intBitsToFloat(bits << 16);
        }
    }

    /** Rounded to the nearest half, of two that are as near to the even one. */
    private static short half(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fff_ffff;
        if (magnitude > 0x7f80_0000) {
            return 0x7fff;
        }
        if (magnitude >= 0x477f_f000) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x3880_0000) {
            // Below the least normal half: a sum with 0.5 is rounded to multiples of 2^-24.
            int steps = Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) + 0.5f) - 0x3f00_0000;
            return (short) (sign | steps);
        }
        int odd = magnitude >>> 13 & 1;
        return (short) (sign | (magnitude - (112 << 23) + 0xfff + odd) >>> 13);
    }

    private static float single(short half) {
        int exponent = half >>> 10 & 31;
        int fraction = half & 0x3ff;
        float magnitude = exponent == 0
                ? Math.scalb((float) fraction, -24)
                : Float.intBitsToFloat((exponent == 31 ? 255 : exponent + 112) << 23 | fraction << 13);
        return half < 0 ? -magnitude : magnitude;
    }

    /** Rounded as {@link #half} does. */
    private static short brain(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.isNaN(value) ? 0x7fff : (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
    }
}
