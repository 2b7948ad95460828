package io.sentiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

    private static final Offset<Double> EXACT = within(1e-12);
    private static final double Z = 1.959963984540054;

    @ParameterizedTest
    @CsvSource({"8,10", "1,2", "1,1000", "21950,25000", "1565,1821"})
    void bothEndsLieAsManyStandardErrorsFromTheShareAsTheirOwnShareGives(int successes, int trials) {
        Interval interval = Interval.wilson(successes, trials);
        double share = (double) successes / trials;

        assertThat(share - interval.low())
                .isEqualTo(Z * Math.sqrt(interval.low() * (1 - interval.low()) / trials), EXACT);
        assertThat(interval.high() - share)
                .isEqualTo(Z * Math.sqrt(interval.high() * (1 - interval.high()) / trials), EXACT);
    }

    @Test
    void eightOfTenAreAsTheTextbooksSay() {
        Interval interval = Interval.wilson(8, 10);

        assertThat(interval.low()).isEqualTo(0.4902, within(5e-5));
        assertThat(interval.high()).isEqualTo(0.9433, within(5e-5));
    }

    @Test
    void noFailureLeavesRoomBelowAndNoneAbove() {
        assertThat(Interval.wilson(10, 10).high()).isEqualTo(1);
        assertThat(Interval.wilson(10, 10).low()).isEqualTo(10 / (10 + Z * Z), EXACT);
        assertThat(Interval.wilson(0, 10).low()).isZero();
        assertThat(Interval.wilson(0, 10).high()).isEqualTo(Z * Z / (10 + Z * Z), EXACT);
    }

    @Test
    void nothingTriedHasNoInterval() {
        assertThatThrownBy(() -> Interval.wilson(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Interval.wilson(3, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
