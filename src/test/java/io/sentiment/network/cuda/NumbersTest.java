package io.sentiment.network.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class NumbersTest {

    private final ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());

    /** 1 has ten digits behind the point: 2^-10 is the step from 1 to the next, and half a step goes to the even one. */
    @Test
    void halvesAreRoundedToTheNearest() {
        float step = 1 / 1024f;
        assertThat(stored(Numbers.HALF, 1, -2.5f, 1 + 0.4f * step, 1 + 0.5f * step, 1 + 1.5f * step, 1 + 0.6f * step))
                .containsExactly(1, -2.5f, 1, 1, 1 + 2 * step, 1 + step);
    }

    @Test
    void halvesReachFrom2ToTheMinus24To65504() {
        float least = (float) Math.scalb(1.0, -24);
        assertThat(stored(Numbers.HALF, 65_504, 65_519, 65_520, least, 0.4f * least, 3 * least, -1e-9f, 1e30f))
                .containsExactly(
                        65_504, 65_504, Float.POSITIVE_INFINITY, least, 0, 3 * least, -0f, Float.POSITIVE_INFINITY);
        assertThat(stored(Numbers.HALF, Float.NaN, Float.NEGATIVE_INFINITY))
                .containsExactly(Float.NaN, Float.NEGATIVE_INFINITY);
    }

    @Test
    void everyHalfIsItself() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            bytes.putShort(0, (short) bits);
            float[] value = new float[1];
            Numbers.HALF.read(bytes, value);
            if (!Float.isNaN(value[0])) {
                Numbers.HALF.write(value, 0, 1, bytes);
                assertThat(bytes.getShort(0)).isEqualTo((short) bits);
            }
        }
    }

    /** 1 has seven digits behind the point. */
    @Test
    void upperHalvesOfSinglesAreRoundedToTheNearest() {
        float step = 1 / 128f;
        assertThat(stored(Numbers.BRAIN, 1, -2.5f, 1 + 0.4f * step, 1 + 0.5f * step, 1 + 1.5f * step, 1e30f, Float.NaN))
                .usingElementComparator(Float::compare)
                .startsWith(1, -2.5f, 1, 1, 1 + 2 * step)
                .endsWith(Float.NaN);
        assertThat(stored(Numbers.BRAIN, 1e30f)[0]).isBetween(0.996e30f, 1.004e30f);
    }

    @Test
    void singlesStayAsTheyAre() {
        assertThat(stored(Numbers.SINGLE, 1.2345678f, -3e-39f)).containsExactly(1.2345678f, -3e-39f);
    }

    private float[] stored(Numbers numbers, float... values) {
        numbers.write(values, 0, values.length, bytes);
        float[] read = new float[values.length];
        numbers.read(bytes, read);
        return read;
    }
}
