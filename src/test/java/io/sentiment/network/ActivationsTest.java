package io.sentiment.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ActivationsTest {

    @Test
    void theTangentIsThatOfTheMathLibraryToSinglePrecision() {
        for (float x = -12; x <= 12; x += 0.001f) {
            assertThat(Activations.tanh(x)).isCloseTo((float) Math.tanh(x), within(3e-7f));
        }
    }

    @Test
    void extremeValuesStayWithinTheRange() {
        float[] values = {Float.NEGATIVE_INFINITY, -1e30f, 0, 1e30f, Float.POSITIVE_INFINITY};
        float[] sigmoids = values.clone();
        Activations.tanh(values, 0, values.length);
        Activations.sigmoid(sigmoids, 0, sigmoids.length);

        assertThat(values).containsExactly(new float[] {-1, -1, 0, 1, 1}, within(1e-6f));
        assertThat(sigmoids).containsExactly(new float[] {0, 0, 0.5f, 1, 1}, within(1e-6f));
    }

    @Test
    void onlyTheGivenPartOfAnArrayChanges() {
        float[] values = {1, 1, 1, 1};
        Activations.sigmoid(values, 1, 3);

        float sigmoid = (float) (1 / (1 + Math.exp(-1)));
        assertThat(values).containsExactly(new float[] {1, sigmoid, sigmoid, 1}, within(1e-6f));
    }
}
