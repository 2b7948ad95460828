package io.sentiment.network.onednn;

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
        float[] zeros = new float[values.length];
        float[] tangents = new float[values.length];
        float[] sigmoids = new float[values.length];
        Activations.tanhOfSum(values, zeros, tangents);
        Activations.sigmoidOfSum(zeros, values, sigmoids);

        assertThat(tangents).containsExactly(new float[] {-1, -1, 0, 1, 1}, within(1e-6f));
        assertThat(sigmoids).containsExactly(new float[] {0, 0, 0.5f, 1, 1}, within(1e-6f));
    }

    @Test
    void theResultMayReplaceAnOperand() {
        float[] values = {0.25f, -1};
        Activations.sigmoidOfSum(values, new float[] {0.75f, 1}, values);

        assertThat(values).containsExactly(new float[] {(float) (1 / (1 + Math.exp(-1))), 0.5f}, within(1e-6f));
    }
}
