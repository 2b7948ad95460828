package io.sentiment.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

/** The test's clock stands still; a proxy in front, as {@code forward-headers-strategy} has it, names the addresses. */
@Import(SlowedOverHttpTest.StoppedClock.class)
@TestPropertySource(
        properties = {
            "sentiment.security.predictions=client",
            "sentiment.security.failure-limit=3",
            "sentiment.security.failure-window=90s",
            "server.forward-headers-strategy=native"
        })
class SlowedOverHttpTest extends SecuredTest {

    private static final AtomicLong NANOS = new AtomicLong();
    private static final String GUESSER = "203.0.113.7";
    private static final String OTHER = "203.0.113.8";
    private static final String CORRECT = "correct-horse";

    @BeforeEach
    void nobodyWaits() {
        NANOS.addAndGet(Duration.ofHours(1).toNanos());
    }

    @Test
    void whoGuessesHasToWaitAndNobodyElse() throws Exception {
        double slowed = failures("slowed");
        for (int guess = 0; guess < 3; guess++) {
            assertProblem(call(GUESSER, "guess-" + guess), 401, "unauthorized");
        }
        NANOS.addAndGet(Duration.ofMillis(30_500).toNanos());

        HttpResponse<String> refused = call(GUESSER, "guess");
        assertThat(assertProblem(refused, 429, "too-many-failures")
                        .path("detail")
                        .asString())
                .isEqualTo("Too many wrong tokens have come from this address; wait a while.");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("60");
        assertProblem(call(GUESSER, CORRECT), 429, "too-many-failures");
        assertThat(call(OTHER, CORRECT).body()).isEqualTo("admin-token");
        assertThat(failures("slowed")).isEqualTo(slowed + 2);

        NANOS.addAndGet(Duration.ofMillis(59_500).toNanos());
        assertThat(call(GUESSER, CORRECT).body()).isEqualTo("admin-token");
    }

    @Test
    void theOpenInferenceProtocolSaysItInItsOwnForm() throws Exception {
        for (int guess = 0; guess < 3; guess++) {
            assertOpenInferenceError(infer("guess-" + guess), 401);
        }
        HttpResponse<String> refused = infer(CORRECT);

        assertOpenInferenceError(refused, 429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("90");
    }

    @Test
    void aCorrectTokenDoesNotWipeOutFailures() throws Exception {
        for (int guess = 0; guess < 2; guess++) {
            call(GUESSER, "guess");
        }
        assertThat(call(GUESSER, CORRECT).statusCode()).isEqualTo(200);
        assertProblem(call(GUESSER, "guess"), 401, "unauthorized");
        assertProblem(call(GUESSER, CORRECT), 429, "too-many-failures");
    }

    @Test
    void callsWithoutATokenAreNoAttempts() throws Exception {
        for (int call = 0; call < 5; call++) {
            assertProblem(get(WhoCalls.PATH, "X-Forwarded-For", GUESSER), 401, "unauthorized");
        }
        assertThat(call(GUESSER, CORRECT).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> call(String address, String token) throws Exception {
        return get(WhoCalls.PATH, "X-Forwarded-For", address, "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> infer(String token) throws Exception {
        return post(INFER, TENSOR, "X-Forwarded-For", GUESSER, "Authorization", "Bearer " + token);
    }

    @TestConfiguration
    static class StoppedClock {

        @Bean
        @Primary
        FailureLimit stoppedClock(SecurityProperties properties) {
            return new FailureLimit(properties.failureLimit(), properties.failureWindow(), NANOS::get);
        }
    }
}
