package io.sentiment.network.onednn.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxRowTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 33, 64, 101, 512, 1023})
    void exponentialsAndTheirSumAreThoseOfDoublePrecision(int length) {
        Random random = new Random(length);
        float[] values = new float[length];
        for (int index = 0; index < length; index++) {
            values[index] = 40 * random.nextFloat() - 30;
        }
        float[] exponentials = values.clone();
        SoftmaxRow row = new SoftmaxRow(length);

        float largest = row.largest(values);
        float sum = row.exponentials(exponentials, largest);

        double expectedSum = 0;
        float expectedLargest = values[0];
        for (float value : values) {
            expectedLargest = Math.max(expectedLargest, value);
        }
        for (int index = 0; index < length; index++) {
            double expected = Math.exp((double) values[index] - expectedLargest);
            assertThat((double) exponentials[index]).isCloseTo(expected, within(3e-5 * expected));
            expectedSum += expected;
        }
        assertThat(largest).isEqualTo(expectedLargest);
        assertThat((double) sum).isCloseTo(expectedSum, within(3e-5 * expectedSum));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 512})
    void whatIsFarBelowTheLargestIsNothing(int length) {
        float[] values = new float[length];
        values[length - 1] = -1e9f;

        float sum = new SoftmaxRow(length).exponentials(values, 0);

        assertThat(sum).isEqualTo(length - 1);
        assertThat(values[length - 1]).isBetween(0f, 1e-30f);
    }
}
