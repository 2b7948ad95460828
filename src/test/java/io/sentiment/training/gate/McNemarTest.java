package io.sentiment.training.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class McNemarTest {

    @Test
    void fewDiscordantRowsAreTestedExactly() {
        // Two-sided: 2 · (1 + 10 + 45) / 2¹⁰.
        assertThat(McNemar.of(2, 8)).isEqualTo(new McNemar(2, 8, true, 0.109375));
        assertThat(McNemar.of(8, 2).pValue()).isEqualTo(0.109375);
        // 2 / 2⁵.
        assertThat(McNemar.of(0, 5).pValue()).isCloseTo(0.0625, within(1e-12));
        assertThat(McNemar.of(3, 3).pValue()).isEqualTo(1);
    }

    @Test
    void noDiscordantRowIsNoDifference() {
        assertThat(McNemar.of(0, 0)).isEqualTo(new McNemar(0, 0, true, 1));
    }

    @Test
    void manyDiscordantRowsAreTestedByChiSquaredWithContinuityCorrection() {
        // (|121 - 59| - 1)² / 180 = 20.672, whose upper tail at one degree of freedom is erfc(√(20.672 / 2)).
        McNemar test = McNemar.of(121, 59);

        assertThat(test.exact()).isFalse();
        assertThat(test.pValue()).isCloseTo(5.450094825427e-6, within(1e-15));
        assertThat(McNemar.of(20, 5).pValue()).isCloseTo(0.00511026066086, within(1e-12));
        assertThat(McNemar.of(50, 50).pValue()).isEqualTo(1);
        assertThat(McNemar.of(13, 12).pValue()).isEqualTo(1);
    }

    @Test
    void aTinyProbabilityIsNotZero() {
        assertThat(McNemar.of(500, 0).pValue()).isPositive().isLessThan(1e-100);
    }
}
