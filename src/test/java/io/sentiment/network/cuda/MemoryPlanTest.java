package io.sentiment.network.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {

    private static final Architecture REFERENCE = new Architecture(10_000, 512, Cell.LSTM, 1024, 1, false, 25, 0);

    /** 10,000 tokens × 4,096 columns of 4 bytes are 164 MB. */
    @Test
    void aTableThatFitsIsTaken() {
        MemoryPlan plan = MemoryPlan.of(REFERENCE, Numbers.SINGLE, 1L << 30, 0);

        assertThat(plan.table()).isTrue();
        assertThat(plan.rows()).isEqualTo(8192);
        assertThat(plan.bytes()).isBetween(164_000_000L, 1L << 30);
    }

    @Test
    void withoutRoomForATableTheEmbeddingAndItsWeightsRemain() {
        MemoryPlan plan = MemoryPlan.of(REFERENCE, Numbers.SINGLE, 150_000_000, 0);

        assertThat(plan.table()).isFalse();
        assertThat(plan.rows()).isGreaterThanOrEqualTo(128);
        assertThat(plan.bytes()).isLessThanOrEqualTo(150_000_000);
    }

    @Test
    void noBoundIsExceededAndEveryOneThatSufficesIsUsed() {
        long least = MemoryPlan.least(REFERENCE, Numbers.SINGLE);
        for (long bound = least; bound < 2L << 30; bound += bound / 7) {
            MemoryPlan plan = MemoryPlan.of(REFERENCE, Numbers.SINGLE, bound, 0);
            assertThat(plan.bytes()).isLessThanOrEqualTo(bound);
            assertThat(plan.rows()).isPositive();
        }
        assertThatThrownBy(() -> MemoryPlan.of(REFERENCE, Numbers.SINGLE, least - 1, 0))
                .isInstanceOf(DeviceMemoryException.class);
        assertThatThrownBy(() -> MemoryPlan.of(REFERENCE, Numbers.SINGLE, least, 1))
                .isInstanceOf(DeviceMemoryException.class);
    }

    /** It reads long texts piece by piece, where one that reads backwards must see the end first. */
    @Test
    void aNetworkThatReadsForwardsNeedsNoRoomForWholeTexts() {
        Architecture forwards = new Architecture(100, 8, Cell.LSTM, 16, 2, false, 5000, 0);
        Architecture backwards = new Architecture(100, 8, Cell.LSTM, 16, 2, true, 5000, 0);

        assertThat(MemoryPlan.of(forwards, Numbers.SINGLE, 1L << 30, 0).steps()).isLessThan(5000);
        assertThat(MemoryPlan.of(backwards, Numbers.SINGLE, 1L << 30, 0).steps())
                .isEqualTo(5000);
    }
}
