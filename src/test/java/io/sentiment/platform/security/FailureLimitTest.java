package io.sentiment.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureLimitTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // Overflows, as nanoTime may.
    private final FailureLimit limit = new FailureLimit(3, Duration.ofSeconds(60), nanos::get);

    @Test
    void afterTheLimitAnAddressWaitsForTheEndOfItsWindow() {
        assertThat(limit.failed("a")).isFalse();
        pass(Duration.ofSeconds(20));
        assertThat(limit.failed("a")).isFalse();
        assertThat(limit.delay("a")).isZero();
        assertThat(limit.failed("a")).isTrue();

        assertThat(limit.delay("a")).isEqualTo(Duration.ofSeconds(40));
        assertThat(limit.delay("b")).isZero();

        pass(Duration.ofSeconds(40).minusNanos(1));
        assertThat(limit.delay("a")).isEqualTo(Duration.ofNanos(1));
        pass(Duration.ofNanos(1));
        assertThat(limit.delay("a")).isZero();
        assertThat(limit.failed("a")).isFalse();
    }

    @Test
    void aWindowThatEndsTakesItsFailuresAlong() {
        limit.failed("a");
        limit.failed("a");
        pass(Duration.ofSeconds(60));

        assertThat(limit.failed("a")).isFalse();
        assertThat(limit.failed("a")).isFalse();
        assertThat(limit.failed("a")).isTrue();
    }

    @Test
    void theOldestWindowsMakeRoom() {
        waiting("first");
        waiting("second");
        for (int address = 2; address < FailureLimit.MAX_ADDRESSES; address++) {
            limit.failed("other-" + address);
        }
        assertThat(limit.delay("first")).isPositive();

        limit.failed("one more");
        assertThat(limit.delay("first")).isZero();
        assertThat(limit.delay("second")).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2:ffff::1, 2001:db8:1:2:0:0:0:0/64",
        "0:0:0:0:0:0:0:1%0, 0:0:0:0:0:0:0:0/64",
        "::ffff:203.0.113.7, 203.0.113.7"
    })
    void anIpv6NetworkIsOneAddress(String remote, String counted) {
        assertThat(SlowedAttempts.counted(remote)).isEqualTo(counted);
    }

    private void waiting(String address) {
        for (int failure = 0; failure < 3; failure++) {
            limit.failed(address);
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
