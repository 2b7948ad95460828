package io.sentiment.network.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NoiseDistributionTest {

    @Test
    void tokensAreDrawnInProportionToThePowerOfTheirCounts() {
        NoiseDistribution noise = new NoiseDistribution(new long[] {0, 1, 4, 9, 16}, 0.5);
        SplittableRandom random = new SplittableRandom(1);
        int draws = 200_000;
        int[] drawn = new int[5];
        for (int draw = 0; draw < draws; draw++) {
            drawn[noise.draw(random)]++;
        }

        // The roots 1, 2, 3, 4 sum to 10.
        assertThat(drawn[0]).isZero();
        for (int id = 1; id < 5; id++) {
            assertThat(noise.probability(id)).isCloseTo(id / 10.0, within(1e-12));
            assertThat(drawn[id] / (double) draws).isCloseTo(id / 10.0, within(0.005));
        }
    }
}
