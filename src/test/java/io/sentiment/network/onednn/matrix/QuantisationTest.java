package io.sentiment.network.onednn.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantisationTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 129, 257, 1024})
    void theLargestAbsoluteValueIsFoundAtEveryPlaceWhateverItsSign(int length) {
        Quantisation quantisation = new Quantisation(length);
        for (int place = 0; place < length; place++) {
            float[] values = new float[length];
            values[place] = place % 2 == 0 ? 3 : -3;
            values[length - 1 - place] += 1;
            float expected = Math.max(Math.abs(values[place]), Math.abs(values[length - 1 - place]));

            assertThat(quantisation.largest(values)).as("at " + place).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1024})
    void theLargestOfZerosIsZeroAlsoAfterLargerValues(int length) {
        Quantisation quantisation = new Quantisation(length);
        float[] values = new float[length];
        values[0] = 5;
        quantisation.largest(values);

        assertThat(quantisation.largest(new float[length])).isZero();
    }

    @Test
    void theLargestValueBecomes127AndZerosStayZero() {
        Quantisation quantisation = new Quantisation(3);
        float[] values = {-254, 127, 2};
        byte[] bytes = new byte[3];
        Quantisation.quantise(values, 1 / quantisation.scale(values), bytes);

        assertThat(quantisation.scale(values)).isEqualTo(2);
        assertThat(bytes).containsExactly(-127, 64, 1);
        assertThat(quantisation.scale(new float[3])).isEqualTo(1);
    }
}
