package io.sentiment.network.onednn.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbsoluteMaximumTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 129, 257, 1024})
    void isFoundAtEveryPlaceWhateverItsSign(int length) {
        AbsoluteMaximum maximum = new AbsoluteMaximum(length);
        for (int place = 0; place < length; place++) {
            float[] values = new float[length];
            values[place] = place % 2 == 0 ? 3 : -3;
            values[length - 1 - place] += 1;
            float expected = Math.max(Math.abs(values[place]), Math.abs(values[length - 1 - place]));

            assertThat(maximum.of(values)).as("at " + place).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1024})
    void ofZerosIsZeroAlsoAfterLargerValues(int length) {
        AbsoluteMaximum maximum = new AbsoluteMaximum(length);
        float[] values = new float[length];
        values[0] = 5;
        maximum.of(values);

        assertThat(maximum.of(new float[length])).isZero();
    }
}
