package io.sentiment.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.dl4j.Schedule.Decay;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void withoutAScheduleTheRateStays() {
        assertThat(shares(Schedule.CONSTANT, 5)).containsExactly(1, 1, 1, 1, 1);
    }

    @Test
    void warmUpRisesInAStraightLineToTheWholeRate() {
        assertThat(shares(new Schedule(Decay.CONSTANT, 0.3, 0), 10))
                .containsExactly(new double[] {0.25, 0.5, 0.75, 1, 1, 1, 1, 1, 1, 1}, within(1e-12));
    }

    @Test
    void aLinearScheduleFallsFromTheEndOfTheWarmUpToTheFinalRateAtTheLastUpdate() {
        assertThat(shares(new Schedule(Decay.LINEAR, 0, 0), 5))
                .containsExactly(new double[] {1, 0.75, 0.5, 0.25, 0}, within(1e-12));
        assertThat(shares(new Schedule(Decay.LINEAR, 1 / 6.0, 0.2), 6))
                .containsExactly(new double[] {0.5, 1, 0.8, 0.6, 0.4, 0.2}, within(1e-12));
    }

    @Test
    void aCosineScheduleFallsSlowlyFastAndSlowly() {
        assertThat(shares(new Schedule(Decay.COSINE, 0, 0), 5))
                .containsExactly(new double[] {1, 0.8535533906, 0.5, 0.1464466094, 0}, within(1e-9));
    }

    @Test
    void aTrainingOfOneUpdateHasARate() {
        assertThat(shares(new Schedule(Decay.LINEAR, 0, 0), 1)).containsExactly(1);
    }

    @Test
    void sharesOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new Schedule(Decay.LINEAR, 1, 0))
                .hasMessage("warmUp must be from 0.0 to 0.9, but is 1.0.");
        assertThatThrownBy(() -> new Schedule(Decay.LINEAR, 0, -0.1))
                .hasMessage("finalRate must be from 0.0 to 1.0, but is -0.1.");
    }

    private static double[] shares(Schedule schedule, int updates) {
        return LongStream.range(0, updates)
                .mapToDouble(update -> schedule.share(update, updates))
                .toArray();
    }
}
