package io.sentiment.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogOddsTest {

    @Test
    void probabilitiesThatRoundToCertaintyHaveBoundedLogOdds() {
        assertThat(LogOdds.of(0)).isEqualTo(-16);
        assertThat(LogOdds.of(1)).isEqualTo(16);
        assertThat(LogOdds.of(0.5f)).isZero();
        assertThat(LogOdds.of(0.75f)).isCloseTo(Math.log(3), within(1e-12));
        assertThat(LogOdds.probability(Math.log(3))).isCloseTo(0.75, within(1e-12));
    }
}
